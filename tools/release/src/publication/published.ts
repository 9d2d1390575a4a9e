import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Packed } from './check.ts'

/** What a published manifest may say; any of it may be wrong. */
export interface PublishedManifest {
  readonly version?: string
  readonly type?: string
  readonly license?: string
  readonly description?: string
  readonly keywords?: readonly string[]
  readonly sideEffects?: unknown
  readonly files?: readonly string[]
  readonly engines?: Readonly<Record<string, string>>
  readonly repository?: { readonly type?: string; readonly url?: string; readonly directory?: string }
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean }
  readonly bin?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly imports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export function manifestIn({ folder }: Packed): PublishedManifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PublishedManifest
}

/** The paths of all its files, with `/` on every system. */
export function filesIn({ folder }: Packed): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

export function textIn({ folder }: Packed, path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}

export function isIn({ folder }: Packed, path: string): boolean {
  return existsSync(join(folder, path))
}

/** Every file that a part of a manifest leads to, on whatever condition. */
export function targetsOf(part: unknown): string[] {
  if (typeof part === 'string') return [posix.normalize(part)]
  return Object.values(Object(part)).flatMap(targetsOf)
}
