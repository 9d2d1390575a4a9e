import { resolve } from 'node:path'
import { DeletionError } from '@vpn-gateway/poller'
import { journalsOf } from '../journal.ts'

/** Of more absences the first are searched for. */
const searchedAtMost = 50

/** Gives what a person can do about what is absent: the same command may have been given before, and ended in the middle. */
export function againAdvice(errors: readonly unknown[], own: string | undefined, endpoints: readonly (string | undefined)[]): string[] {
  const absent = errors.filter((error): error is DeletionError => error instanceof DeletionError && error.code === 'ResourceAbsent')
  if (absent.length === 0) return []
  const ids = absent.slice(0, searchedAtMost).map(({ id }) => id)
  const [earlier] = journalsOf(ids, endpoints).filter((name) => own === undefined || resolve(name) !== resolve(own))
  // One that is done takes its journal away.
  const goOn =
    earlier === undefined
      ? ''
      : `; another teardown began ${earlier}: where that file is left once it has ended, --journal ${earlier} goes on with it`
  return [`what is absent may have been deleted before: --ensure-gone counts it as gone${goOn}`]
}
