import { ExpectationError } from '../expectations.ts'

/**
 * A case of a suite, for any test framework.
 *
 * @example
 * for (const { name, run } of journalSuite(subject)) test(name, run)
 */
export interface SuiteCase {
  readonly name: string
  /** Rejects where it does not hold, with an error that says what was seen. */
  readonly run: () => Promise<void>
}

/** @throws {ExpectationError} with both values as JSON, where they are not the same data. */
export function expectSame(what: string, seen: unknown, expected: unknown): void {
  const [is, should] = [seen, expected].map((value) => JSON.stringify(value) ?? 'nothing')
  if (is !== should) throw new ExpectationError(`${what}: expected ${should}, and it was ${is}`)
}

/** Gives the error that work rejects with. @throws {ExpectationError} where it does not reject. */
export async function errorOf(what: string, work: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  const { error } = await work.then(
    () => ({ error: undefined }),
    (reason: unknown) => ({ error: reason }),
  )
  if (error === undefined) throw new ExpectationError(`${what}: expected an error, and there was none`)
  return Object(error)
}
