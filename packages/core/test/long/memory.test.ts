import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Runs a program that reads an answer, and prints how many bytes that took. */
function measured(program: string, ...args: string[]) {
  const path = fileURLToPath(new URL(`../programs/${program}`, import.meta.url))
  const flags = ['--expose-gc', '--conditions=@vpn-gateway/source']
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, path, ...args], { encoding: 'utf8' })
  return JSON.parse(stdout || stderr)
}

/** Three times the limit of 10 MiB, and 16 MB. */
const mostMemory = 3 * 10 * 2 ** 20 + 16e6

test('a body in chunks of a byte takes little more memory than its bytes', () => {
  const { length, grown } = measured('small-chunks.ts', '1000000')
  expect(length).toBe(1_000_000)
  expect(grown).toBeLessThan(mostMemory)
})

const larges = ['text', 'text of two bytes', 'code', 'message', 'message of blanks', 'comment', 'attribute', 'recommendation', 'name']

test.each(larges)('a body of 10 MiB that is one %s takes little more memory than to read it takes', (kind) => {
  const { end, grown } = measured('large-answers.ts', kind)
  expect(end).toBe(kind === 'text' ? 'answer' : 'UnreadableAnswerError')
  expect(grown).toBeLessThan(measured('large-answers.ts', kind, 'plain').grown + mostMemory)
})
