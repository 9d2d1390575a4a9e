import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generatedFolders } from './files.ts'

type Files = Readonly<Record<string, string>>

export function writeFiles(files: Files, folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** The paths that a workspace lacks, has in another form, or has though nothing writes them any more. */
export function differences(files: Files, folder: string): string[] {
  const present = generatedFolders.flatMap((generated) =>
    existsSync(join(folder, generated)) ? readdirSync(join(folder, generated)).map((name) => `${generated}/${name}`) : [],
  )
  const textAt = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined)
  return [...new Set([...Object.keys(files), ...present])].filter((path) => textAt(path) !== files[path])
}
