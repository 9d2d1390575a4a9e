import { stripVTControlCharacters } from 'node:util'
import type { TeardownPlan } from '@vpn-gateway/poller'
import { expect, test } from 'vitest'
import { showPlans } from '../src/commands/show-plans.ts'
import type { Person, TerminalSize } from '../src/terminal.ts'

// Each page fits on the terminal as it is when the page is shown, with what is asked below it.

const plan = (gateways: number): TeardownPlan => ({
  version: 1,
  atMs: 0,
  regionId: 'cn-hangzhou',
  targets: Array.from({ length: gateways }, (_, at) => `vpn-${at}`),
  deletions: Array.from({ length: gateways }, (_, at) => ({ id: `vco-${at}`, resource: 'VpnConnection', gatewayId: `vpn-${at}` })),
  gateways: Array.from({ length: gateways }, (_, at) => ({ id: `vpn-${at}`, isWhole: true, fields: { Name: `office ${at}` } })),
  left: [],
  obstacles: [],
})

/** Shows a plan to a person whose terminal has another size for each page, such as `60x5 13x9`, and gives the pages with the size of each. */
async function pagesOf(shown: TeardownPlan, given = ''): Promise<{ size: TerminalSize; rows: string[]; prompt: string }[]> {
  const sizes = given.split(' ').map((size): TerminalSize => {
    const [columns = 0, rows = 0] = size.split('x').map(Number)
    return { columns, rows }
  })
  const pages: { size: TerminalSize; rows: string[]; prompt: string }[] = []
  const size = () => sizes[Math.min(pages.length, sizes.length - 1)] as TerminalSize
  let rows: string[] = []
  const end = (prompt: string) => {
    pages.push({ size: size(), rows, prompt })
    rows = []
  }
  const person: Person = {
    size,
    show: (line) => void rows.push(stripVTControlCharacters(line)),
    ask: async ({ prompt }) => {
      end(prompt)
      return ''
    },
    leave: () => {},
  }
  await showPlans(person, [shown], { notes: [], question: 'Delete?' }, new AbortController().signal)
  end('Delete?\n[y/N] ')
  return pages
}

test('the rows in which a line goes on are indented: a name does not look like another gateway', async () => {
  const named = plan(2)
  const [, ...others] = named.gateways
  const lengths = Array.from({ length: 38 }, (_, at) => at + 1)
  for (const [size, length] of ['40x60', '40x8'].flatMap((each) => lengths.map((length) => [each, length] as const))) {
    const gateways = [{ id: 'vpn-0', isWhole: true, fields: { Name: `${'x'.repeat(length)} vpn-1  lab` } }, ...others]
    const rows = (await pagesOf({ ...named, gateways }, size)).flatMap((page) => page.rows)
    expect(rows.filter((row) => row.startsWith('vpn-1'))).toEqual([expect.stringContaining('office 1')])
  }
})

/** Number of rows that lines take with the cursor behind them. */
const rowsOf = (text: string, columns: number) => text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / columns), 0)

test.each([
  ...[10, 11, 16, 22, 23, 24, 40].map((columns) => [`${columns} columns`, `${columns}x8`]),
  ['more columns later', '20x8 100x8'],
  ['fewer columns later', '100x8 12x8'],
  ['fewer rows later', '60x12 60x4'],
  ['another size for each page', '60x5 13x9 31x3'],
])('on a terminal of %s nothing of a page is hidden, and nothing is lost', async (_, sizes) => {
  const pages = await pagesOf(plan(30), sizes)
  expect(pages.length).toBeGreaterThan(2)
  for (const { size, rows, prompt } of pages) {
    expect(rows.reduce((sum, row) => sum + Math.max(Math.ceil(row.length / size.columns), 1), 0)).toBe(rows.length)
    expect(rows.length + rowsOf(prompt, size.columns)).toBeLessThanOrEqual(size.rows)
  }
  const letters = (text: string) => text.replace(/\s/g, '')
  const whole = (await pagesOf(plan(30), '400x30')).flatMap(({ rows }) => rows).join('')
  expect(letters(pages.flatMap(({ rows }) => rows).join(''))).toBe(letters(whole))
})
