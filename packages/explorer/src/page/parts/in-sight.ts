import { type RefObject, useEffect, useState } from 'react'

/** Whether a part of the page can be seen, so that what nobody sees need not be drawn again and again. */
export function useInSight(part: RefObject<Element | null>): boolean {
  const [isSeen, see] = useState(false)
  useEffect(() => {
    if (!part.current) return
    const observer = new IntersectionObserver((found) => see(found.at(-1)?.isIntersecting === true))
    observer.observe(part.current)
    return () => observer.disconnect()
  }, [part])
  return isSeen
}
