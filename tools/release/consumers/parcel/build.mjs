import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkBundle } from './check-bundle.mjs'

writeFileSync('index.html', '<title>-</title><script type="module" src="page.js"></script>')
execFileSync('node_modules/.bin/parcel', ['build', 'index.html', '--no-source-maps', '--dist-dir', 'out'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const chunks = readdirSync('out')
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: readFileSync(join('out', name), 'utf8') }))
const [, entry] = /<script[^>]*src="?\/?([^" >]+)/.exec(readFileSync('out/index.html', 'utf8')) ?? []
checkBundle('Parcel', chunks, entry, () => [])
