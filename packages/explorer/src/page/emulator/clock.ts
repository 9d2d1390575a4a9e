import { useEffect, useState } from 'react'

/** Time of the emulator, read when the component comes into view, and there a few times a second while it runs. */
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

/** Reading of a clock, with the times of the request and of its answer by the clock of this page. */
interface Reading {
  readonly clockMs: number
  readonly sentAtMs: number
  readonly answeredAtMs: number
}

/** Computes how far a clock is ahead of that of this page: as far as known, where the reading allows it, since answers may be slow. */
export function aheadOf(knownMs: number, { clockMs, sentAtMs, answeredAtMs }: Reading): number {
  return Math.min(Math.max(knownMs, clockMs - answeredAtMs), clockMs - sentAtMs)
}
