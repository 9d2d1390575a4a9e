import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

interface PackedFile {
  readonly path: string
  readonly mode: number
}

/**
 * Lists the files that npm publishes of a package, one a line. Vite's hashes are left out, as they change with each build, and
 * so is the changelog, which the first release brings.
 */
export async function packageFiles(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder })
  const [{ files = [] } = {}] = Object.values(JSON.parse(stdout)) as { files?: readonly PackedFile[] }[]
  return files
    .filter(({ path }) => path !== 'CHANGELOG.md')
    .map(({ path, mode }) => `${withoutHash(path)}${(mode & 0o111) === 0 ? '' : ' (executable)'}\n`)
    .toSorted()
    .join('')
}

function withoutHash(path: string): string {
  return path.replace(/(?<=\/assets\/.*)-[\w-]{8}(?=\.\w+$)/, '-*')
}
