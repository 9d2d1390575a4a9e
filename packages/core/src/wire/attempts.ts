/** Beside the answers, which stay what the service said. */
const repeated = new WeakMap<object, number>()

/** How many requests it took to get an answer of a client; errors have it as `attempts`. */
export function attemptsOf(answer: object): number {
  return repeated.get(answer) ?? 1
}

export function setAttempts(answer: object, attempts: number): void {
  repeated.set(answer, attempts)
}
