import type { TeardownPlan } from '@vpn-gateway/poller'
import { namedAtMost } from '../output/lines.ts'
import { apart, planLines, planSummary } from '../output/plan.ts'
import { wrapped } from '../output/wrapped.ts'
import { type Person, styled } from '../terminal.ts'

/** Lines below the plans. */
interface Below {
  readonly notes: readonly string[]
  /** Empty where nothing is asked. */
  readonly question: string
}

/** Shows plans so that all of it is on the screen with the question: whole, or summed up, or else page by page. */
export async function showPlans(person: Person, plans: readonly TeardownPlan[], below: Below, signal: AbortSignal): Promise<void> {
  const isNamed = plans.reduce((sum, { deletions }) => sum + deletions.length, 0) <= namedAtMost
  const whole = apart(plans.map((plan) => planLines(plan, process.stderr)))
  const summed = apart(plans.map((plan) => planSummary(plan, { isNamed, stream: process.stderr })))
  const short = [...summed, styled('gray', '`vpngw plan` with the same words shows each.'), ...below.notes]
  const shown = [[...whole, ...below.notes], short].find((lines) => rowsOf([...lines, below.question], person).length <= person.rows)
  if (shown) for (const line of shown) person.tell(line)
  else await showPages(person, rowsOf(short, person), rowsOf([below.question], person).length, signal)
}

/** @param kept rows that the question needs below the last page */
async function showPages(person: Person, rows: readonly string[], kept: number, signal: AbortSignal): Promise<void> {
  let at = 0
  while (at < rows.length && rows.length - at + kept > person.rows) {
    const next = at + Math.max(person.rows - 1, 1)
    for (const row of rows.slice(at, next)) person.tell(row)
    at = next
    // Words typed here may be meant for the question, which is not there yet.
    while ((await person.ask('-- Enter shows more --', signal)).trim() !== '');
  }
  for (const row of rows.slice(at)) person.tell(row)
}

function rowsOf(lines: readonly string[], { columns }: Person): string[] {
  return lines.flatMap((line) => wrapped(line, columns))
}
