import type { Finding } from '../finding.ts'
import type { Weight } from '../rules.ts'
import { commandsOf, declarationsOf, mentionsOf, type Part, type Parts } from './parts.ts'
import type { Surface } from './surface.ts'

/** The surfaces of packages by their short names. */
export type Surfaces = Readonly<Record<string, Surface>>

/** Weights of the differences of reports; a person who reads the diff may give a higher one. */
const weights = {
  'entry-added': 'feature',
  'entry-removed': 'breaking',
  'file-changed': 'repair',
  'export-added': 'feature',
  'export-removed': 'breaking',
  'member-added': 'feature',
  'member-removed': 'breaking',
  'declaration-changed': 'repair',
  'command-added': 'feature',
  'command-removed': 'breaking',
  'option-added': 'feature',
  'option-removed': 'breaking',
  'help-changed': 'repair',
} as const satisfies Record<string, Weight>

type Name = keyof typeof weights

interface Change {
  readonly name: Name
  readonly file: string
  /** The declaration or the command, where it is known. */
  readonly part?: string
  readonly member?: string
}

type Names = Readonly<Record<'added' | 'removed' | 'memberAdded' | 'memberRemoved' | 'changed', Name>>

const ofDeclarations: Names = {
  added: 'export-added',
  removed: 'export-removed',
  memberAdded: 'member-added',
  memberRemoved: 'member-removed',
  changed: 'declaration-changed',
}
const ofCommands: Names = {
  added: 'command-added',
  removed: 'command-removed',
  memberAdded: 'option-added',
  memberRemoved: 'option-removed',
  changed: 'help-changed',
}

/** Finds the differences of the surfaces of packages, by package, file and part. */
export function comparedSurfaces(before: Surfaces, after: Surfaces): Finding[] {
  return Object.keys(after)
    .toSorted()
    .flatMap((short) =>
      changesOf(before[short] ?? {}, after[short] ?? {}).map((change): Finding => {
        const weight = weights[change.name]
        const touched = [short, ...(weight === 'breaking' ? packagesNaming(short, change, before) : [])]
        return {
          name: change.name,
          place: [short, change.file, change.part, change.member].filter((each) => each !== undefined).join(' '),
          says: says[weight],
          weights: Object.fromEntries(touched.map((each) => [each, weight])),
        }
      }),
    )
}

const says: Readonly<Record<Weight, string>> = { breaking: 'gone', feature: 'new', repair: 'changed' }

/** Lists the packages whose own API names what is gone. */
function packagesNaming(short: string, { part }: Change, before: Surfaces): string[] {
  if (part === undefined) return []
  return Object.keys(before).filter(
    (other) =>
      other !== short && Object.values(before[other] ?? {}).some((report) => mentionsOf(report, `@vpn-gateway/${short}`).has(part)),
  )
}

function changesOf(before: Surface, after: Surface): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((file) => {
    const [old, now] = [before[file], after[file]]
    if (old === now) return []
    if (old === undefined) return [{ name: 'entry-added', file }]
    if (now === undefined) return [{ name: 'entry-removed', file }]
    const changes = file.endsWith('.help.md')
      ? changedParts(file, commandsOf(old), commandsOf(now), ofCommands)
      : changedParts(file, declarationsOf(old), declarationsOf(now), ofDeclarations)
    // Such as a file that is no report, or other imports.
    return changes.length > 0 ? changes : [{ name: 'file-changed', file }]
  })
}

function changedParts(file: string, before: Parts, after: Parts, names: Names): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted().flatMap((part): Change[] => {
    const [old, now] = [before[part], after[part]]
    if (old?.text === now?.text) return []
    if (!old?.exported && now?.exported) return [{ name: names.added, file, part }]
    if (old?.exported && !now?.exported) return [{ name: names.removed, file, part }]
    if (!old || !now) return [{ name: names.changed, file, part }]
    return changedMembers(old, now, names).map(([name, member]) => ({ name, file, part, ...(member !== undefined && { member }) }))
  })
}

function changedMembers(before: Part, after: Part, names: Names): [name: Name, member?: string][] {
  const gone = [...before.members].filter((name) => !after.members.has(name)).map((name): [Name, string] => [names.memberRemoved, name])
  const come = [...after.members].filter((name) => !before.members.has(name)).map((name): [Name, string] => [names.memberAdded, name])
  return gone.length + come.length > 0 ? [...gone, ...come] : [[names.changed]]
}
