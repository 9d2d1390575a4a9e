import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import webpack from 'webpack'
import { checkBundle } from './check-bundle.mjs'

const folder = join(import.meta.dirname, 'out')
const stats = await promisify(webpack)({ mode: 'production', target: 'web', entry: './page.js', output: { path: folder } })
const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true })
if (errors.length + warnings.length > 0) throw new Error([...errors, ...warnings].map(({ message }) => message).join('\n'))
checkBundle(
  'webpack',
  readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
  'main.js',
  // All that the entry needs at first is in its file.
  () => [],
)
