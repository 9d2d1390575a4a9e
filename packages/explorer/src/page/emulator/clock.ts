import { useEffect, useState } from 'react'

/** What time it is for the emulator: told when it comes in sight, and there a few times a second where that is wanted. */
export function useNow({ aheadMs }: { readonly aheadMs: number }, isRunning: boolean, isSeen = true): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isSeen) return
    setNow(Date.now())
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isRunning, isSeen])
  return now + aheadMs
}

/** Does something later; the function that it returns forgets it. */
export function later(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs)
  return () => clearTimeout(timer)
}

/** Waits until the page is drawn next; one that is out of sight is not. */
export function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()))
}

/** What a clock told, and when it was asked and had answered by the clock of this page. */
interface Reading {
  readonly toldMs: number
  readonly sentAtMs: number
  readonly answeredAtMs: number
}

/** How far a clock is ahead of that of this page: as far as was known, if it can be, as answers may be long on their way. */
export function aheadOf(knownMs: number, { toldMs, sentAtMs, answeredAtMs }: Reading): number {
  return Math.min(Math.max(knownMs, toldMs - answeredAtMs), toldMs - sentAtMs)
}
