import { fileURLToPath } from 'node:url'
import { lint, loadConfig, type NormalizedProblem } from '@redocly/openapi-core'

const configPath = fileURLToPath(new URL('../../../redocly.yaml', import.meta.url))

/** Lints a spec by Redocly's rules; a warning counts as an error does. */
export async function lintSpec(file: string): Promise<NormalizedProblem[]> {
  return lint({ ref: file, config: await loadConfig({ configPath }) })
}
