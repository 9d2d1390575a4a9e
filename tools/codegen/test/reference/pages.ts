import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { operationNames } from '@vpn-gateway/core'
import { afterAll } from 'vitest'
import { sampleKinds } from '../../../../packages/explorer/src/samples/sample-kinds.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The folder of the pages. */
export const pages: string = at('../../../../docs/reference/')

/** The samples of a page by their kinds. */
function samplesOn(page: string): Record<string, string> {
  const text = readFileSync(join(pages, page), 'utf8')
  return Object.fromEntries(
    Object.entries(sampleKinds).map(([kind, { title, language }]) => {
      const [, code] = new RegExp(`### ${title}\\n\\n\`\`\`${language}\\n([\\s\\S]*?)\`\`\`\\n`).exec(text) ?? []
      if (code === undefined) throw new Error(`${page} has no sample for ${kind}`)
      return [kind, code]
    }),
  )
}

/** The samples of each page. */
export const samples: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  operationNames.map((name) => [name, samplesOn(`${name}.md`)]),
)

/** Writes the samples in TypeScript to a folder of the tests that run: beside the sources, where the packages can be found. */
export function writeSamples(): string {
  mkdirSync(at('../../.samples'), { recursive: true })
  const folder = mkdtempSync(at('../../.samples/run-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  for (const [name, { client = '', poller = '', msw = '' }] of Object.entries(samples))
    for (const [kind, code] of Object.entries({ client, poller, msw })) writeFileSync(join(folder, `${name}.${kind}.ts`), code)
  return folder
}
