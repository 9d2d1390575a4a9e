import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@vpn-gateway/workspace/packages'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { type Measured, ratiosTo } from '../measure.ts'
import { runProgram } from '../programs.ts'
import { interleaved } from '../rounds.ts'
import { programs, withSite } from '../site.ts'

const wanted = ['@vpn-gateway/core', '@vpn-gateway/client']

/** Measures the CPU time of a call of the client against the same of the client at a commit, each as it is installed. */
export function measureBefore(commit: string): Promise<Measured> {
  return withSite(async ({ consumer, endpoint }) => {
    using folder = temporaryFolder('before')
    const before = folder.path
    const tree = join(before, 'tree')
    run('git', ['worktree', 'add', '--detach', tree, commit], root)
    try {
      run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], tree)
      run('npm', ['run', 'build'], tree)
      run('npm', ['pack', '--pack-destination', before, ...wanted.flatMap((name) => ['-w', name])], tree)
      const tarballs = readdirSync(before).filter((name) => name.endsWith('.tgz'))
      writeFileSync(join(before, 'package.json'), JSON.stringify({ type: 'module', private: true }))
      run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs.map((name) => `./${name}`)], before)
      cpSync(programs, before, { recursive: true })
      const cpuOf = (folder: string) =>
        (JSON.parse(runProgram(folder, 'load.mjs', 'ours', endpoint, '16', '5000').stdout) as { cpuMicroseconds: number }).cpuMicroseconds
      const sides = Object.entries({ before, ours: consumer }).map(([name, folder]) => ({ name, turn: () => cpuOf(folder) }))
      const medians = await interleaved(sides, 21)
      const rest = { name: 'CPU of a call', against: `the client at ${commit}`, bar: { atMost: 1.1 }, aim: 1 }
      return ratiosTo('before', medians, (microseconds) => `${Math.round(microseconds)} µs`, rest)
    } finally {
      run('git', ['worktree', 'remove', '--force', tree], root)
    }
  })
}

/** Runs a command, its output apart from the results. */
function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 2, 2] })
}
