// Checks what a bundler wrote for a page: its size, and that nothing of Node is in it.
import { builtinModules } from 'node:module'
import { gzipSync } from 'node:zlib'

const nodeModules = builtinModules.filter((name) => !name.startsWith('_')).join('|')
const builtin = new RegExp(
  `(?:from|import|require)\\s*\\(?\\s*["'\`](?:node:[\\w/]+|${nodeModules})["'\`]|\\b__vite-browser-external\\b|\\bprocess\\.|\\bBuffer\\.`,
)

/** The first chunks are an entry, and what it cannot run without; `importsOf` names those of a chunk. */
export function checkBundle(bundler, chunks, entry, importsOf) {
  for (const { name, text } of chunks) {
    const found = builtin.exec(text)
    if (found) throw new Error(`${name} needs Node: ${text.slice(Math.max(found.index - 60, 0), found.index + 60)}`)
  }
  const bytes = (some) => some.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0)
  const needed = new Set([entry])
  // A set gives what is added meanwhile too.
  for (const name of needed) for (const imported of importsOf(name)) needed.add(imported)
  const first = chunks.filter(({ name }) => needed.has(name))
  if (first.length === 0 || first.length === chunks.length) throw new Error('nothing is loaded later')
  console.log(`${bundler}: ${bytes(first)} bytes at first, ${bytes(chunks)} with every later chunk, min + gzip; nothing of Node`)
}
