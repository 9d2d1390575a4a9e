import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runProgram, startProgram } from '../../src/bench/programs.ts'

const programs = fileURLToPath(new URL('../../programs', import.meta.url))
// An install of the packed packages is what is measured; here they run on source, a few calls each.
const onSource = '--conditions=@vpn-gateway/source'

const positive = { perSecond: expect.toSatisfy((figure) => figure > 0) }

describe.each(['bare', 'ours'])('the side %s', (side) => {
  test.each(['fetch', 'lookup'])('answers through msw, by %s', (way) => {
    expect(JSON.parse(runProgram(programs, onSource, 'msw-load.mjs', side, way, '5').stdout)).toEqual(positive)
  })

  test('answers over a port', () => {
    const cpuMicroseconds = expect.any(Number)
    expect(JSON.parse(runProgram(programs, onSource, 'port-load.mjs', side, '2', '10').stdout)).toEqual({ ...positive, cpuMicroseconds })
  })
})

test('many requests are answered as they should be, and the memory is printed', () => {
  const { stdout } = runProgram(programs, onSource, '--expose-gc', 'many-requests.mjs', '200', '400')
  const memory = { heap: expect.any(Number), rss: expect.any(Number) }
  expect(JSON.parse(stdout)).toEqual({ warm: memory, end: memory, seconds: expect.any(Number) })
})

test('a program in the background is ready at its first line', async () => {
  const { line, readyMs, stop } = await startProgram(programs, 'listen.mjs')
  await stop()
  expect([line, readyMs > 0]).toEqual([expect.stringMatching(/^ready on http:\/\/127\.0\.0\.1:\d+$/), true])
})

test('a program in the background that says nothing is an error', async () => {
  await expect(startProgram(programs, 'bare.mjs')).rejects.toThrow('bare.mjs')
})
