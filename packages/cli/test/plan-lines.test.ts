import { stripVTControlCharacters, styleText } from 'node:util'
import type { LeftOut, Obstacle, PlannedDeletion, TeardownPlan } from '@vpn-gateway/poller'
import { describe, expect, test } from 'vitest'
import { questionOf } from '../src/commands/confirm.ts'
import { apart, planLines as coloured, planSummary as colouredSummary } from '../src/output/plan.ts'
import { wrapped } from '../src/output/wrapped.ts'
import { plain, visible } from '../src/terminal.ts'

// Where tests run a stream may show colour.
const planLines = (...given: Parameters<typeof coloured>) => coloured(...given).map((line) => stripVTControlCharacters(line))
const planSummary = (...given: Parameters<typeof colouredSummary>) =>
  colouredSummary(...given).map((line) => stripVTControlCharacters(line))

const plan = (ids: readonly string[], name = 'office', left: readonly Partial<LeftOut>[] = []): TeardownPlan => ({
  version: 1,
  atMs: 0,
  regionId: 'cn-hangzhou',
  targets: ['vpn-1'],
  deletions: ids.map((id) => ({
    id,
    resource: id.startsWith('vco-') ? 'VpnConnection' : 'IpsecServer',
    gatewayId: 'vpn-1',
    fields: { Name: name },
  })),
  gateways: [{ id: 'vpn-1', isWhole: true, fields: { Name: name } }],
  left: left.map((each) => ({
    id: 'vco-9',
    resource: 'VpnConnection',
    reason: 'protected',
    message: 'it is protected',
    fields: {},
    ...each,
  })),
  obstacles: [],
})

test('a summary names every id, kind by kind, where it is to', () => {
  const made = plan(['vco-1', 'iss-1', 'vco-2'])
  const line = (isNamed: boolean) => planSummary(made, isNamed).find((each) => each.includes('office'))
  expect(line(true)).toBe(
    'vpn-1  "office": 2 × IPsec-VPN connection: vco-1, vco-2; 1 × IPsec server: iss-1 (everything on it goes; the gateway itself stays)',
  )
  expect(line(false)).toBe('vpn-1  "office": 2 × IPsec-VPN connection, 1 × IPsec server (everything on it goes; the gateway itself stays)')
})

test.each<[readonly Partial<LeftOut>[], string]>([
  [[], 'everything on it goes; the gateway itself stays'],
  [[{ gatewayId: 'vpn-2' }], 'everything on it goes; the gateway itself stays'],
  [[{ id: 'vco-none', gatewayId: 'vpn-1', reason: 'absent' }], 'everything on it goes; the gateway itself stays'],
  [[{ gatewayId: 'vpn-1' }, { id: 'vco-8', gatewayId: 'vpn-1' }], 'all on it but 2 go; the gateway itself stays'],
  // What was sent before and is left out now may be gone by now.
  [[{ gatewayId: 'vpn-1', fields: undefined as never }], 'everything on it goes; the gateway itself stays'],
  [[{ id: 'vpn-1', resource: 'VpnGateway' }], 'not everything on it goes; the gateway itself stays'],
])('where %j is left, %j is said of the gateway', (left, words) => {
  const made = plan(['vco-1', 'vco-2'], 'office', left)
  expect(planLines(made)).toContain(`  ${words}`)
  expect(planSummary(made, true).join('\n')).toContain(` (${words})`)
})

test.each<[readonly string[], readonly Partial<LeftOut>[], string]>([
  [['vco-1'], [], 'nothing else on it goes; the gateway itself stays'],
  [['vco-1'], [{ gatewayId: 'vpn-1' }], 'nothing else on it goes; the gateway itself stays'],
  [[], [], 'nothing on it goes; the gateway itself stays'],
  [[], [{ id: 'vpn-1', resource: 'VpnGateway', reason: 'absent', message: 'there was none' }], 'there was none of this id'],
])('of a plan file that names %j and leaves %j, no more is said of the gateway than it can know', (ids, left, words) => {
  const made = plan(ids, 'office', left)
  expect(planLines(made, { isFiled: true })).toContain(`  ${words}`)
  expect(planSummary(made, true, { isFiled: true }).join('\n')).toContain(words)
})

test.each([
  [1, 'nothing on it goes, and 1 stays; the gateway itself stays'],
  [2, 'nothing on it goes, and 2 stay; the gateway itself stays'],
])('where nothing goes and %i is left, that is said of the gateway', (count, words) => {
  const left = Array.from({ length: count }, (_, at) => ({ id: `vco-${at}`, gatewayId: 'vpn-1' }))
  expect(planLines(plan([], 'office', left))).toContain(`  ${words}`)
  // What was sent before and is not seen any more is not on it.
  const sent = { id: 'vco-1', resource: 'VpnConnection', gatewayId: 'vpn-1', isSent: true } as const
  expect(planLines({ ...plan([], 'office', left), deletions: [sent] })).toContain(`  ${words}`)
})

test('what was sent before and is not seen any more is told apart from what is there, and nothing is lost with it', () => {
  const made = plan(['vco-1', 'vco-2'])
  const [{ fields: _, ...first }, ...others] = made.deletions as [PlannedDeletion, ...PlannedDeletion[]]
  const sent: PlannedDeletion = { ...first, isSent: true }
  const mixed = { ...made, deletions: [sent, ...others] }
  expect(planSummary(mixed, true).slice(0, 2)).toEqual([
    '1 deletion on 1 gateway in cn-hangzhou, 1 sent before and not seen any more',
    'vpn-1  "office": 1 sent before and not seen any more: vco-1; 1 × IPsec-VPN connection: vco-2 (everything on it goes; the gateway itself stays)',
  ])
  expect(planLines(mixed)).toEqual(expect.arrayContaining(['  1  vco-1  IPsec-VPN connection', '     sent before and not seen any more']))
  expect(planLines(mixed).filter((line) => /goes, /.test(line))).toEqual([expect.stringMatching(/^If vco-2 goes, /)])
  expect(planSummary({ ...made, deletions: [sent] }, false)[1]).toMatch(
    /^vpn-1 {2}"office": 1 sent before and not seen any more \(nothing on it/,
  )
})

test('a gateway that is absent is not said to stay', () => {
  const made = plan([], 'office', [{ id: 'vpn-1', resource: 'VpnGateway', reason: 'absent', message: 'there is none' }])
  expect(planLines(made)).toContain('  there is none of this id')
  expect(planLines(made).join('\n')).not.toContain('stays')
})

/** A plan of which some have been sent before and are not seen any more. */
function goneOnWith(made: TeardownPlan, unseen: readonly string[]): TeardownPlan {
  const sent = ({ fields: _, ...each }: PlannedDeletion): PlannedDeletion => ({ ...each, isSent: true })
  return { ...made, deletions: made.deletions.map((each) => (unseen.includes(each.id) ? sent(each) : each)) }
}

test('gateways, a row, and kinds without tags are counted of what is there alone', () => {
  const made = plan(['vco-1', 'vco-2', 'iss-1'])
  const elsewhere = { ...made, gateways: [...made.gateways, { id: 'vpn-2', isWhole: true }] }
  const lines = planLines(goneOnWith(elsewhere, ['vco-2', 'iss-1']))
  expect(lines[0]).toBe('1 deletion on 1 gateway in cn-hangzhou, 2 sent before and not seen any more')
  expect(lines.join('\n')).not.toMatch(/one after another|it has no tags/)
  expect(planLines(goneOnWith(made, ['vco-1', 'vco-2', 'iss-1']))[0]).toBe(
    '0 deletions in cn-hangzhou, 3 sent before and not seen any more',
  )
})

const ids = (count: number) => Array.from({ length: count }, (_, at) => `vco-${at}`)

test.each<[TeardownPlan, string, string]>([
  [plan(['vco-1']), 'Delete vco-1 on x?', 'y'],
  [plan(['vco-1', 'vco-2']), 'Delete these 2 on x?', 'yes'],
  [goneOnWith(plan(['vco-1', 'vco-2']), ['vco-2']), 'Delete vco-1, and follow 1 sent before, which may be sent again, on x?', 'y'],
  [goneOnWith(plan(ids(21)), ['vco-0']), 'Delete these 20, and follow 1 sent before, which may be sent again, on x?', 'y'],
  [plan(ids(21)), 'Type 21 to delete these 21 on x.', '21'],
  [
    goneOnWith(plan(ids(24)), ['vco-0', 'vco-1']),
    'Type 22 to delete these 22, and follow 2 sent before, which may be sent again, on x.',
    '22',
  ],
  [goneOnWith(plan(['vco-1', 'vco-2']), ['vco-1', 'vco-2']), 'Follow 2 sent before, which may be sent again, on x?', 'y'],
])('a question counts what is there, and what was sent before apart (%#)', (made, text, answer) => {
  const question = questionOf([made], 'x')
  expect(question?.text).toBe(text)
  expect([answer, 'n', '', '24'].map((each) => question?.isYes(each))).toEqual([true, false, false, false])
})

test('of nothing there is no question', () => {
  expect(questionOf([plan([])], 'x')).toBeUndefined()
})

test.each<[readonly Partial<LeftOut>[], readonly Obstacle['reason'][], string]>([
  [[], [], 'nothing on it; the gateway itself stays'],
  [[], ['busy'], 'nothing is listed on it; the gateway itself stays'],
  [[], ['incomplete'], 'nothing is listed on it; the gateway itself stays'],
  [[{ gatewayId: 'vpn-1' }], [], 'nothing on it goes, and 1 stays; the gateway itself stays'],
])('of a gateway on which nothing goes, where %j is left and %j stands in the way, %j is said', (left, reasons, words) => {
  const made = { ...plan([], 'office', left), obstacles: reasons.map((reason) => ({ id: 'vpn-1', reason, message: 'm' })) }
  expect(planLines(made)).toContain(`  ${words}`)
  expect(planSummary(made, true)).toContain(`vpn-1  "office": ${words}`)
})

test('what is lost is said of what goes', () => {
  const losses = (ids: readonly string[]) => planLines(plan(ids)).filter((line) => /goes, /.test(line))
  expect(losses(['vco-1'])).toEqual(['If vco-1 goes, the VPC and the data center behind it lose contact with each other.'])
  expect(losses(['vco-1', 'vco-2', 'iss-1'])).toEqual([
    'For each IPsec-VPN connection that goes, the VPC and the data center behind it lose contact with each other.',
    'If iss-1 goes, every client that dials in through it loses contact with the VPC.',
  ])
})

test('no time is promised: neither the service nor a plan knows one', () => {
  const two = 'On one gateway they go one after another, here at most 2. The service does not say how long one takes.'
  expect(planLines(plan(['vco-1', 'vco-2'])).at(-1)).toBe(two)
  expect(planLines(plan(['vco-1'])).at(-1)).toBe('The service does not say how long one takes.')
  expect(planLines(plan([])).at(-1)).not.toContain('how long')
})

test('what no tag can protect is said, where it goes', () => {
  const words = /^IPsec server: it has no tags; teardown --protect keeps it, or the tag vpngw:protected on its gateway\.$/m
  expect(planLines(plan(['vco-1', 'iss-1'])).join('\n')).toMatch(words)
  expect(planSummary(plan(['iss-1']), false).join('\n')).toMatch(words)
  expect(planLines(plan(['vco-1'])).join('\n')).not.toContain('no tags')
})

test('an id is named without what would move a cursor', () => {
  const [sent, id] = ['vco-\u001b[2J\u001b]0;x\u0007', 'vco- [2J ]0;x ']
  const made: TeardownPlan = {
    ...plan([sent], 'office', [{ id: sent }]),
    gateways: [{ id: sent, isWhole: false }],
    obstacles: [{ id: sent, reason: 'busy', message: 'it is busy' }],
  }
  for (const lines of [planLines(made), planSummary(made, true)]) {
    expect(lines.join('')).not.toMatch(/\p{Cc}/u)
    expect(lines.filter((line) => line.includes(id)).length).toBeGreaterThan(3)
  }
})

test('a line has its colours, and shows any other control character instead of sending it', () => {
  expect(visible('\u001b[1;31mred\u001b[39m\n\tin')).toBe('\u001b[1;31mred\u001b[39m\n\tin')
  expect(visible('\u001b[2J\u001b]0;x\u0007\r\u0007[1m\u009b1m\u202e')).toBe(
    '\\u001b[2J\\u001b]0;x\\u0007\\u000d\\u0007[1m\\u009b1m\\u202e',
  )
})

test('of many ids the first are named, and the others counted', () => {
  const left = Array.from({ length: 52 }, (_, at) => ({ id: `vco-${at}` }))
  expect(planLines(plan(['vco-x'], 'office', left))).toContainEqual(
    expect.stringMatching(/^ {2}vco-0, .*vco-49, and 2 more {2}it is protected$/),
  )
})

test('plans of several regions stand apart', () => {
  expect(apart([['a', 'b'], ['c']])).toEqual(['a', 'b', '', 'c'])
})

describe('a name of others', () => {
  test.each([
    ['to-paris.1:a_b/c, d@e+f*', 'to-paris.1:a_b/c, d@e+f*'],
    ['Zürich 上海', 'Zürich 上海'],
    ['Not deleted', 'Not deleted'],
    ['Delete these 3? [y/N] y', '"Delete these 3? [y/N] y"'],
    ['a "b" \\', '"a \\"b\\" \\\\"'],
    ['x'.repeat(80), 'x'.repeat(80)],
    ['x'.repeat(500), `"${'x'.repeat(79)}…"`],
    ['office\u202egpj.', 'office gpj.'],
  ])('%j is shown as %j', (name, shown) => {
    expect(planLines(plan(['vco-1'], name))).toContain(`  1  vco-1  IPsec-VPN connection, Name: ${shown}`)
    expect(planSummary(plan(['vco-1'], name), true).join('\n')).toContain(`vpn-1  ${shown.startsWith('"') ? shown : `"${shown}"`}: 1 × `)
  })

  test('has nothing that is not seen, and keeps emoji whole', () => {
    for (const code of [0x07, 0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200f, 0x2028, 0x202e, 0x2066, 0xfeff, 0xe0041])
      expect(plain(`a${String.fromCodePoint(code)}b`)).toBe('a b')
    for (const emoji of ['👩‍💻', '🏳️‍🌈', '👩🏽‍🚒']) expect(plain(emoji)).toBe(emoji)
  })
})

test.each([
  'vpn-bp1tokyo  東京サーバ―データ: 1 × IPsec-VPN connection: vco-bp1001',
  'vpn-bp1osaka  サーバールーターサーバールーターサーバールーターサーバールーター: 12 × IPsec-VPN connection: vco-bp1q8bgx4xnkm2ogjxxxx',
  '❤️ 1️⃣ 🇫🇷 👨‍👩‍👧 👍🏽 ไทย हिन्दी ㅎㅏㄴ ﾃﾞ 杭州总部到北京 vco-bp1zzzzzzzzzzzzzzzz',
  `${styleText('yellow', '5 of these come from サーバー.journal', { validateStream: false })}: vco-bp1q8bgx4xnkm2ogj011, vco-bp1q8bgx4xnkm2ogj012`,
])('no character of %s is lost, however narrow the terminal', (line) => {
  const withoutBlanks = (text: string) => text.replaceAll(' ', '')
  for (let columns = 2; columns <= 120; columns += 1) expect(withoutBlanks(wrapped(line, columns).join(''))).toBe(withoutBlanks(line))
})

test('a line is wrapped between words, and only a word longer than a row inside', () => {
  expect(wrapped('', 10)).toEqual([''])
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrapped('0123456789abc d', 10)).toEqual(['0123456789', 'abc d'])
  expect(wrapped('上海上海 上海', 8)).toEqual(['上海上海', '上海'])
})
