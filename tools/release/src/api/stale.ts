import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Files = Readonly<Record<string, string>>

/** Writes the reports into a workspace, and takes away those of entries that are gone. */
export function writeReports(reports: Files, root: string): void {
  for (const path of presentReports(root)) rmSync(join(root, path))
  for (const [path, text] of Object.entries(reports)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** The reports that a workspace lacks, has otherwise, or has though there is no such entry any more. */
export function staleReports(reports: Files, root: string): string[] {
  const textAt = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined)
  return [...new Set([...Object.keys(reports), ...presentReports(root)])].filter((path) => textAt(path) !== reports[path]).toSorted()
}

function presentReports(root: string): string[] {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const folder = `packages/${name}/api`
    return existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((report) => `${folder}/${report}`) : []
  })
}
