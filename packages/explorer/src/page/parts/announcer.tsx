import { type ReactElement, useSyncExternalStore } from 'react'

let message = ''
const listeners = new Set<() => void>()

/** Has screen readers announce what has just happened. */
export function announce(words: string): void {
  // The same text twice would be announced once.
  message = words === message ? `${words}\u00a0` : words
  for (const listener of listeners) listener()
}

/** Live region for screen readers: it is there before the first announcement. */
export function Announcer(): ReactElement {
  const words = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => message,
  )
  return (
    <p role="status" className="unseen">
      {words}
    </p>
  )
}
