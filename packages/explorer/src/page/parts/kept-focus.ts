import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Keeps the focus in a part of the page. Where a control goes away that had it, the part itself has it, instead of the
 * whole page: it needs a `tabIndex` of -1.
 */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const part = useRef<T>(null)
  const had = useRef(false)
  useEffect(() => {
    const note = ({ target }: Event) => {
      had.current = part.current?.contains(target as Node) === true
    }
    document.addEventListener('focusin', note)
    document.addEventListener('pointerdown', note)
    return () => {
      document.removeEventListener('focusin', note)
      document.removeEventListener('pointerdown', note)
    }
  }, [])
  useLayoutEffect(() => {
    if (had.current && document.activeElement === document.body) part.current?.focus({ preventScroll: true })
  })
  return part
}
