import type { TeardownPlan } from '@vpn-gateway/poller'
import { namedAtMost } from '../output/lines.ts'
import { apart, planLines, planSummary } from '../output/plan.ts'
import { widthOf, wrapped } from '../output/wrapped.ts'
import { type Person, styled } from '../terminal.ts'

/** Lines below the plans. */
interface Below {
  readonly notes: readonly string[]
  /** Empty where nothing is asked. */
  readonly question: string
  /** The plans come from a file. */
  readonly isFiled?: boolean | undefined
}

/**
 * Shows plans so that all of it is on the screen with the question: whole, or summed up, or else page by page.
 *
 * @returns false where a page was left by Ctrl-D, so that not all of it was shown
 */
export async function showPlans(person: Person, plans: readonly TeardownPlan[], below: Below, signal: AbortSignal): Promise<boolean> {
  const isNamed = plans.reduce((sum, { deletions }) => sum + deletions.length, 0) <= namedAtMost
  const whole = apart(plans.map((plan) => planLines(plan, below)))
  const summed = apart(plans.map((plan) => planSummary(plan, isNamed, below)))
  const short = [...summed, styled('gray', 'Summed up: `vpngw plan` with the same targets, or the plan file, shows each.'), ...below.notes]
  const { columns, rows } = person.size()
  const isShown = (lines: readonly string[]) => rowsOf(lines, columns).length + rowsToAsk(below.question, columns) <= rows
  const shown = [[...whole, ...below.notes], short].find(isShown)
  if (!shown) return showPages(person, short, below.question, signal)
  // Where an id may be longer than a row the terminal breaks the lines: what is copied is whole then.
  for (const line of columns < leastToIndent ? shown : rowsOf(shown, columns)) person.show(line)
  return true
}

/** Each page is laid out for the size that the terminal has by then. */
async function showPages(person: Person, lines: readonly string[], question: string, signal: AbortSignal): Promise<boolean> {
  for (let rest = lines; rest.length > 0; ) {
    const { columns, rows } = person.size()
    const isLast = rowsOf(rest, columns).length + rowsToAsk(question, columns) <= rows
    const more = mores.find((each) => widthOf(each) < columns) ?? shortestMore
    const [page, others] = isLast ? [rowsOf(rest, columns), []] : split(rest, columns, Math.max(rows - 1, 1))
    for (const row of page) person.show(row)
    rest = others
    if (!isLast && !(await isTurned(person, more, signal))) return false
  }
  return true
}

/** Waits for Enter alone: words typed here may be meant for the question, which is not there yet. Gives false where none will come. */
async function isTurned(person: Person, more: string, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const typed = await person.ask({ prompt: more }, signal)
    if (typed === undefined) person.show('')
    if (typed === undefined || typed.trim() === '') return typed !== undefined
  }
}

const shortestMore = '[Enter]'
const mores = ['-- Enter shows more --', 'Enter shows more', 'Enter: more', shortestMore]

/** Gives the rows of a page, and the lines after them: of one that a page breaks the rows that are left. */
function split(lines: readonly string[], columns: number, height: number): [page: string[], rest: string[]] {
  const page: string[] = []
  for (const [at, line] of lines.entries()) {
    const rows = rowsOf([line], columns)
    const room = height - page.length
    page.push(...rows.slice(0, room))
    if (rows.length > room || page.length === height) return [page, [...rows.slice(room), ...lines.slice(at + 1)]]
  }
  return [page, []]
}

/** On narrower terminals a long id would not fit behind blanks. */
const leastToIndent = 30

/** Lays lines out: the rows that one goes on in are indented, so that no name in it looks like another gateway or id. */
function rowsOf(lines: readonly string[], columns: number): string[] {
  return lines.flatMap((line) => {
    if (columns < leastToIndent || wrapped(line, columns).length === 1) return wrapped(line, columns)
    const indent = `${/^ */.exec(line)?.[0]}  `
    const [first = '', ...rest] = wrapped(line, columns - indent.length)
    return [first, ...rest.map((row) => `${indent}${row}`)]
  })
}

/** Number of rows of what is asked, with that of its prompt; none where nothing is. */
function rowsToAsk(question: string, columns: number): number {
  return question === '' ? 0 : rowsOf([question], columns).length + 1
}
