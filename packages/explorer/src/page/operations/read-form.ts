import type { OperationName, ParameterRule, ParameterValue, ParameterValues } from '@vpn-gateway/core'
import { brokenRule } from '../spec/check-parameter.ts'
import { askedParameters } from '../spec/operations.ts'
import { brokenInWords } from '../spec/words.ts'

/** Texts typed into the form of an operation, by parameter. */
export type Texts = Readonly<Record<string, string>>

/** Content of a form: the parameters that keep their rules, and the rules that the others break. */
export interface FormContent {
  readonly parameters: ParameterValues
  readonly errors: Readonly<Record<string, string>>
}

export function readForm(operation: OperationName, texts: Texts): FormContent {
  const parameters: Record<string, ParameterValue> = {}
  const errors: Record<string, string> = {}
  for (const [name, rule] of askedParameters(operation)) {
    const value = valueOfText(rule, texts[name] ?? '')
    const broken = value === undefined && !rule.required ? undefined : brokenRule(operation, name, value)
    if (broken !== undefined) errors[name] = brokenInWords(broken)
    else if (value !== undefined) parameters[name] = value
  }
  return { parameters, errors }
}

/** Reads a typed text as the value that a rule asks for; `undefined` for an empty one. A text of another type stays a text, which the check refuses. */
function valueOfText(rule: ParameterRule, text: string): ParameterValue | undefined {
  if (text === '') return undefined
  // Each line that is not blank, without the blanks around it.
  if (rule.type === 'array') return text.match(/\S.*\S|\S/g)?.map((line) => entryOf(rule.items ?? {}, line))
  if (rule.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (rule.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** `owner=me` is the first and the second field of an entry that has fields. */
function entryOf(rule: ParameterRule, line: string): ParameterValue {
  const fields = Object.keys(rule.properties ?? {})
  if (fields.length === 0) return valueOfText(rule, line) ?? line
  const at = line.indexOf('=')
  const parts = at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)]
  return Object.fromEntries(parts.map((part, index) => [fields[index] ?? `${index + 1}`, part]))
}
