import { DeletionError } from '@vpn-gateway/poller'
import { journalsHere } from '../journal.ts'

/** Gives what a person can do about what is absent: the same command may have been given before, and ended in the middle. */
export function againAdvice(errors: readonly unknown[], own: string | undefined): string[] {
  if (!errors.some((error) => error instanceof DeletionError && error.code === 'ResourceAbsent')) return []
  const [earlier] = journalsHere().filter((name) => name !== own)
  const goOn =
    earlier === undefined ? '' : `; another teardown began ${earlier}, and --journal ${earlier} goes on with it once that has ended`
  return [`what is absent may have been deleted before: --ensure-gone counts it as gone${goOn}`]
}
