import type { ParameterRule } from '../metadata.ts'
import type { ParameterValue } from './flatten.ts'

/** The inverse of `flatten`: names and texts of a request become values of the types that the rules name. */
export function parseParameters(
  rules: Readonly<Record<string, ParameterRule>>,
  pairs: Iterable<readonly [string, string]>,
): Record<string, ParameterValue> {
  const tree = new Map<string, Branch>()
  for (const [name, text] of pairs) {
    const [head = name, ...path] = Object.hasOwn(rules, name) ? [name] : name.split('.', deepest + 1)
    if (!Object.hasOwn(rules, head) || path.length >= deepest) continue
    grow(tree, head, path, text)
  }
  const values: Record<string, ParameterValue> = {}
  for (const [name, branch] of tree) {
    const value = typedValue(rules[name] ?? {}, branch)
    if (value !== undefined) values[name] = value
  }
  return values
}

/** No parameter is nested as deep as this; longer names belong to no parameter. */
const deepest = 8

interface Branch {
  text?: string
  readonly children: Map<string, Branch>
}

function grow(at: Map<string, Branch>, key: string, path: readonly string[], text: string): void {
  const branch: Branch = at.get(key) ?? { children: new Map() }
  at.set(key, branch)
  const [next, ...rest] = path
  if (next === undefined) branch.text = text
  else grow(branch.children, next, rest, text)
}

function typedValue(rule: ParameterRule, { text, children }: Branch): ParameterValue | undefined {
  if (rule.type === 'array') {
    const byIndex = [...children].sort(([a], [b]) => Number(a) - Number(b))
    return byIndex.map(([, child]) => typedValue(rule.items ?? {}, child)).filter((value) => value !== undefined)
  }
  if (rule.type === 'object') {
    return Object.fromEntries([...children].map(([field, child]) => [field, typedValue(rule.properties?.[field] ?? {}, child)]))
  }
  return text === undefined ? undefined : typedText(rule, text)
}

/** A text that is not of the rule's type stays a text, for the check of the rules to refuse. */
export function typedText({ type }: ParameterRule, text: string): string | number | boolean {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
