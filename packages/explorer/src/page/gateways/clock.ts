import { useEffect, useState } from 'react'

/** What time it is, told anew a few times a second. */
export function useNow(everyMs = 250): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
