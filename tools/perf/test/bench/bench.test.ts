import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Measured, passes, ratiosTo } from '../../src/bench/measure.ts'
import { toMarkdown, toText } from '../../src/bench/report.ts'
import { interleaved, median } from '../../src/bench/rounds.ts'

const machine = { cpu: 'a cpu', cores: 2, memoryGb: 4, system: 'linux x64', node: 'v26.0.0' }
const measured: Measured = {
  name: 'a measure',
  against: 'hand-signed',
  ours: 1.25,
  official: undefined,
  bar: { atMost: 1.3 },
  aim: 1.2,
  values: { ours: '125 ms' },
}

test('every round has every side, in another order, and the first counts for nothing', async () => {
  const turns: string[] = []
  const side = (name: string, values: number[]) => ({
    name,
    turn() {
      turns.push(name)
      return values.shift() ?? Number.NaN
    },
  })
  const medians = await interleaved([side('a', [1000, 3, 1, 2]), side('b', [2000, 20, 10, 30])], 3)
  expect(turns.join('')).toBe('abbaabba')
  expect(Object.fromEntries(medians)).toEqual({ a: 2, b: 20 })
})

test('a side can take part in some rounds only', async () => {
  const turns: string[] = []
  const side = (name: string, every: number) => ({ name, every, turn: () => turns.push(name) })
  await interleaved([side('a', 1), side('b', 2)], 4)
  expect(turns.filter((name) => name === 'b')).toHaveLength(3)
})

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected)
})

test('there is no median of nothing', () => {
  expect(() => median([])).toThrow()
})

test.each([
  [{ atMost: 1.25 }, true],
  [{ atMost: 1.24 }, false],
  [{ atLeast: 1.25 }, true],
  [{ atLeast: 1.26 }, false],
])('1.25 against the bar %j', (bar, expected) => {
  expect(passes({ ours: 1.25, bar })).toBe(expected)
})

test('a figure is a ratio to the base', () => {
  const medians = new Map(Object.entries({ base: 50, ours: 60, official: 900 }))
  expect(ratiosTo('base', medians, (ms) => `${ms} ms`, measured)).toMatchObject({
    ours: 1.2,
    official: 18,
    values: { base: '50 ms', ours: '60 ms', official: '900 ms' },
  })
})

test('reports say what was measured, where, and what was missed', () => {
  const missed = { ...measured, name: 'another', ours: 1.4, official: 10.9 }
  for (const report of [toText([measured, missed], machine), toMarkdown('client', 'Words.', [measured, missed], machine)]) {
    expect(report).toContain('a cpu, 2 cores')
    expect(report).toMatch(/a measure.*–.*1\.25.*≤ 1\.3.*ok/)
    expect(report).toMatch(/another.*10\.90.*1\.40.*MISSED/)
  }
})

test('a suite that is none is refused before anything is measured', async () => {
  const main = fileURLToPath(new URL('../../src/bench/main.ts', import.meta.url))
  const code = await new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@vpn-gateway/source', main, 'nothing'], (error, _, stderr) =>
      resolve([error?.code, stderr.split('\n')[0]]),
    )
  })
  expect(code).toEqual([2, 'There is no suite nothing.'])
})
