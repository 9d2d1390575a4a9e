import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Check, Packed } from '../check.ts'
import { peer } from '../peers.ts'
import { filesIn, manifestIn, targetsOf } from '../published.ts'

interface Wrong {
  readonly kind: string
  readonly entrypoint?: string
  readonly resolutionKind?: string
  readonly resolutionOption?: string
  readonly fileName?: string
}

/** What is asked of arethetypeswrong. */
interface Attw {
  readonly Package: new (files: Record<string, string>, name: string, version: string) => object
  checkPackage(pack: object, options: { excludeEntrypoints: string[] }): Promise<{ types: unknown; problems?: readonly Wrong[] }>
}

/** Who resolves like these cannot import ES modules by their declarations, as the profile `esm-only` has it. */
const ignored: readonly unknown[] = ['node10', 'node16-cjs']

/** `attw --profile esm-only`: each compiler finds the declarations, and they are of what runs. */
export const types: Check = {
  rule: 'types',
  async remedies(packed: Packed) {
    const { Package, checkPackage } = await peer<Attw>('@arethetypeswrong/core')
    const { version = '', exports = {} } = manifestIn(packed)
    const place = `/node_modules/${packed.name}`
    const files = filesIn(packed).map((path) => [posix.join(place, path), readFileSync(join(packed.folder, path), 'utf8')] as const)
    const programs = Object.keys(exports).filter((entry) => targetsOf(exports[entry]).some((path) => path.endsWith('.js')))
    if (programs.length === 0) return []
    const excludeEntrypoints = Object.keys(exports).filter((entry) => !programs.includes(entry))
    const found = await checkPackage(new Package(Object.fromEntries(files), packed.name, version), { excludeEntrypoints })
    if (!found.types) return ['it has no declarations at all']
    const wrong = (found.problems ?? []).filter(
      ({ resolutionKind, resolutionOption }) => !ignored.includes(resolutionKind) && !ignored.includes(resolutionOption),
    )
    return wrong.map(
      ({ kind, entrypoint, resolutionKind, resolutionOption, fileName }) =>
        `${kind} at ${entrypoint ?? fileName ?? 'some file'} for ${resolutionKind ?? resolutionOption ?? 'every compiler'}: see attw's page of that name`,
    )
  },
}
