import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { root } from '@vpn-gateway/workspace/packages'

/** The part of API Extractor that is used here; it is not installed where types are checked. */
interface ApiExtractor {
  readonly ExtractorConfig: { prepare(options: object): object }
  readonly CompilerState: { create(config: object, options: { additionalEntryPoints: readonly string[] }): object }
  readonly Extractor: { invoke(config: object, options: object): { readonly succeeded: boolean } }
}

/** An entry with declarations: its package's folder in the tree of declarations, and its file there. */
export interface DeclaredFile {
  readonly name: string
  readonly folder: string
  readonly file: string
}

const peers = join(root, 'tools/release/peers/api')

/** Writes the report of each entry, by its name. */
export function extractReports(entries: readonly DeclaredFile[], folder: string): Record<string, string> {
  const { ExtractorConfig, CompilerState, Extractor } = installLocked(peers)('@microsoft/api-extractor') as ApiExtractor
  mkdirSync(folder, { recursive: true })
  const prepared = entries.map((entry) => ({ entry, config: ExtractorConfig.prepare(optionsOf(entry, folder)) }))
  const [first] = prepared
  if (!first) return {}
  // One program for all of them: most of the time goes into reading the declarations of the language.
  const compilerState = CompilerState.create(first.config, {
    additionalEntryPoints: entries.map(({ folder: from, file }) => join(from, file)),
  })
  return Object.fromEntries(
    prepared.map(({ entry: { name }, config }) => {
      const messageCallback = (message: { handled: boolean }) => {
        message.handled = true
      }
      const { succeeded } = Extractor.invoke(config, { localBuild: true, compilerState, messageCallback })
      if (!succeeded) throw new Error(`API Extractor makes no report of ${name}`)
      return [name, plain(readFileSync(join(folder, `${name}.api.md`), 'utf8'))]
    }),
  )
}

function optionsOf({ name, folder, file }: DeclaredFile, reports: string): object {
  const silent = { default: { logLevel: 'none' } }
  return {
    configObjectFullPath: join(folder, 'api-extractor.json'),
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, file),
      compiler: { overrideTsconfig: { compilerOptions, files: [file] } },
      apiReport: {
        enabled: true,
        reportFolder: reports,
        reportTempFolder: join(reports, 'temp'),
        reportFileName: name,
        // What an export is made of is part of it, exported or not.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: { extractorMessageReporting: silent, compilerMessageReporting: silent, tsdocMessageReporting: silent },
    },
  }
}

const compilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: ['node'],
}

/** Removes comments from a report, and remarks on their absence. */
function plain(report: string): string {
  return report
    .replace(/^( *\/\/.*) \(undocumented\)$/gm, '$1')
    .replace(/^ *\/\/( @public)?\n/gm, '')
    .replace(/ \/\*\*.*?\*\/$/gm, '')
    .replace('// (No @packageDocumentation comment for this package)\n\n', '')
}
