import { type RefObject, useEffect, useState } from 'react'

/** Says whether a part of the page is in view, so that what is out of view is not rendered again and again. */
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
