// Compiles the programs beside with every compiler that is installed here: as Node resolves, and as bundlers do.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const compilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: 'es2022',
  lib: ['es2022', 'esnext.disposable', 'dom', 'dom.iterable'],
  types: ['node'],
}
const ways = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
}

for (const compiler of readdirSync('node_modules').filter((name) => name.startsWith('typescript-'))) {
  const { version } = JSON.parse(readFileSync(`node_modules/${compiler}/package.json`, 'utf8'))
  const [major, minor] = version.split('.').map(Number)
  const takesCommonJs = major > 5 || minor >= 8
  for (const [way, options] of Object.entries(ways)) {
    const files = way === 'nodenext' && takesCommonJs ? ['program.ts', 'commonjs.cts'] : ['program.ts']
    const project = `tsconfig-${compiler}-${way}.json`
    writeFileSync(project, JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, files }))
    const { status, stdout, stderr } = spawnSync('node', [`node_modules/${compiler}/bin/tsc`, '--project', project, '--pretty', 'false'], {
      encoding: 'utf8',
    })
    console.log(`TypeScript ${version} with ${way}: ${status === 0 ? 'compiles' : `fails\n${stdout}${stderr}`}`)
    if (status !== 0) process.exitCode = 1
  }
}
