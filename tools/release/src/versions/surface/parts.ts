/** A part of a report that is compared by itself: a declaration, or a command. */
export interface Part {
  readonly text: string
  /** True where users can name it. */
  readonly exported: boolean
  /** Names of its members, or of its options. */
  readonly members: ReadonlySet<string>
}

/** The parts of a report by name. */
export type Parts = Readonly<Record<string, Part>>

const declaration = /^(export )?(?:declare )?(?:abstract )?(?:class|interface|type|function|const|enum|namespace) ([\w$]+)/
const member = /^ {4}(?:(?:readonly|static|abstract|override|get|set|protected) )*["']?([\w$.]+)["']?\??[:(<]/gm

/** The declarations of a report of API Extractor. Overloads stand under one name. */
export function declarationsOf(report: string): Parts {
  const [, code = ''] = /^```ts\n([\s\S]*?)^```/m.exec(report) ?? []
  const parts: Record<string, Part> = {}
  for (const block of code.split('\n\n').map((each) => each.trim())) {
    const [, exported, name] = declaration.exec(withoutRemarks(block)) ?? []
    const passedOn = /^export \{ (?:.* as )?([\w$]+) \}$/.exec(block)?.[1]
    const named = name ?? passedOn
    if (named === undefined) continue
    const text = parts[named] ? `${parts[named].text}\n${block}` : block
    parts[named] = { text, exported: passedOn !== undefined || exported !== undefined, members: namesIn(text, member) }
  }
  return parts
}

/** The commands of a report of help texts, with their options. */
export function commandsOf(report: string): Parts {
  const texts = [...report.matchAll(/^### `([^`]+)`\n\n```text\n([\s\S]*?)^```/gm)]
  return Object.fromEntries(
    texts.map(([, name = '', text = '']) => [name, { text, exported: true, members: namesIn(text, /^ {2}(?:-\w, )?(--[\w-]+)/gm) }]),
  )
}

/** The names that a report takes from another package of the workspace. */
export function mentionsOf(report: string, name: string): ReadonlySet<string> {
  return namesIn(report, new RegExp(`^import (?:type )?\\{ ([\\w$]+)[^}]* \\} from '${name}(?:/[^']+)?';$`, 'gm'))
}

/** Tags such as `@deprecated` stand in a line of their own before the declaration. */
function withoutRemarks(block: string): string {
  return block.replace(/^(?:\/\/.*\n)+/, '')
}

function namesIn(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))
}
