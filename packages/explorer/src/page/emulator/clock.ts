import { useEffect, useState } from 'react'
import type { World } from './world.ts'

/** What time it is for the emulator, told anew a few times a second where that is wanted. */
export function useNow({ aheadMs }: World, isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isRunning])
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
