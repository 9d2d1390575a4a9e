import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Texts of files by their path in a workspace. */
type Files = Readonly<Record<string, string>>

/** Writes files, and takes away all else in folders that hold only what is written. */
export function replaceFiles(files: Files, folders: readonly string[], root: string): void {
  for (const folder of folders) rmSync(join(root, folder), { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** Lists the paths that a workspace lacks, has with another text, or has in such a folder though nothing writes them any more. */
export function staleFiles(files: Files, folders: readonly string[], root: string): string[] {
  const present = folders.flatMap((folder) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [],
  )
  const textAt = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined)
  return [...new Set([...Object.keys(files), ...present])].filter((path) => textAt(path) !== files[path]).toSorted()
}
