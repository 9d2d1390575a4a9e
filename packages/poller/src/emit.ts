/** Calls a listener. Its error must not change what becomes of a deletion; it surfaces as uncaught, like those of event listeners. */
export function emit<T>(listener: ((event: T) => unknown) | undefined, event: T): void {
  try {
    listener?.(event)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
