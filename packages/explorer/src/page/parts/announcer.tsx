import { type ReactElement, useSyncExternalStore } from 'react'

let said = ''
const listeners = new Set<() => void>()

/** Has screen readers say something that has just happened. */
export function announce(words: string): void {
  // Said twice it has to be another text, or it is said once.
  said = words === said ? `${words}\u00a0` : words
  for (const tell of listeners) tell()
}

/** The one place that screen readers listen to: it is there before anything is said. */
export function Announcer(): ReactElement {
  const words = useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => said,
  )
  return (
    <p role="status" className="unseen">
      {words}
    </p>
  )
}
