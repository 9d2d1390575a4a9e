import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from './service.ts'

// Another Node is not at hand everywhere: the one that is says that it is another.
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const commands = {
  vpngw: fileURLToPath(new URL('../src/bin.ts', import.meta.url)),
  'vpngw-emulator': fileURLToPath(new URL('../../emulator/src/bin.ts', import.meta.url)),
}

describe.each(Object.entries(commands))('%s', (name, bin) => {
  test.each(['12.22.12', '18.20.4', '20.20.2', '22.11.0'])('on Node %s says in one line what it needs, whatever is asked', (version) => {
    using folder = temporaryFolder()
    const pretend = folder.file('pretend.cjs')
    writeFileSync(pretend, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`)
    for (const args of [['--help'], ['--version'], []])
      expect(spawnSync(process.execPath, ['--require', pretend, bin, ...args], { encoding: 'utf8' })).toMatchObject({
        status: 2,
        stdout: '',
        stderr: `${name}: Node ${version} is too old; it needs ${engines.node.replace('>=', '')} or later\n`,
      })
  })

  test('on this one runs', () => {
    expect(execFileSync(process.execPath, ['--conditions=@vpn-gateway/source', bin, '--version'], { encoding: 'utf8' })).toMatch(
      /^\d+\.\d+\.\d+\n$/,
    )
  })
})
