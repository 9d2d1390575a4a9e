import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The part of esbuild that is used here; it is installed only where it is needed. */
interface Esbuild {
  build(options: object): Promise<{ readonly outputFiles: readonly Chunk[] }>
}

interface Chunk {
  readonly path: string
  readonly text: string
  readonly contents: Uint8Array
}

/** A program to bundle for a browser. */
export interface BrowserProgram {
  readonly text: string
  /** Folder in which its imports are resolved first. */
  readonly folder: string
  /** Folders in which they are resolved then. */
  readonly nodePaths?: readonly string[]
  /** Packages that count elsewhere. */
  readonly external?: readonly string[]
}

/** Bytes that a browser loads, minified and compressed at gzip's level 9. */
export interface BrowserSize {
  /** Before the program runs: its chunk, and every one that it cannot run without. */
  readonly first: number
  /** With every lazy chunk. */
  readonly all: number
}

/**
 * Measures what a browser loads for a program.
 *
 * @param peers a folder in which esbuild is installed
 */
export async function browserSize(peers: string, { text, folder, nodePaths = [], external = [] }: BrowserProgram): Promise<BrowserSize> {
  const { build } = createRequire(join(peers, 'package.json'))('esbuild') as Esbuild
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: folder },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    outdir: 'out',
    write: false,
    nodePaths,
    external,
  })
  const first = outputFiles.filter(({ path }) => path.endsWith('stdin.js'))
  return { first: compressed(withStaticImports(first, outputFiles)), all: compressed(outputFiles) }
}

function compressed(chunks: Iterable<Chunk>): number {
  return [...chunks].reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
}

/** Chunks, and what they cannot run without. */
function withStaticImports(chunks: readonly Chunk[], all: readonly Chunk[]): Set<Chunk> {
  const needed = new Set(chunks)
  // A set gives what is added meanwhile too.
  for (const { text } of needed)
    for (const [, from, plain] of text.matchAll(/from\s*"\.\/([^"]+)"|import\s*"\.\/([^"]+)"/g))
      for (const chunk of all.filter(({ path }) => path.endsWith(`/${from ?? plain}`))) needed.add(chunk)
  return needed
}
