import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@vpn-gateway/workspace/packages'
import { expect, test } from 'vitest'

const folder = join(root, 'docs/recipes')

test.each(readdirSync(folder))('the code of %s is that of the files which it names', (page) => {
  const text = readFileSync(join(folder, page), 'utf8')
  const blocks = [...text.matchAll(/\[`[^`]+`\]\(([^)]+)\)\n\n```[jt]sx?\n([\s\S]*?)\n```\n/g)]
  expect(blocks.length).toBeGreaterThan(0)
  expect(text.match(/^```[jt]sx?$/gm), 'each block follows the name of its file').toHaveLength(blocks.length)
  for (const [, path = '', code] of blocks) expect(`${code}\n`, path).toBe(readFileSync(join(folder, path), 'utf8'))
})
