import type { OperationName, ParameterValue } from '@vpn-gateway/core'
import { askedParameters } from '../spec/operations.ts'
import { brokenRule } from '../spec/stand-ins.ts'
import { valueOfText } from '../spec/typed-text.ts'
import { brokenInWords } from '../spec/words.ts'

/** What was typed into the form of an operation, by parameter. */
export type Texts = Readonly<Record<string, string>>

/** What a form says. */
export interface FormContent {
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** The rules that are broken, by parameter. */
  readonly errors: Readonly<Record<string, string>>
}

/** The parameters that a form holds, and the rules that they break. */
export function readForm(operation: OperationName, texts: Texts): FormContent {
  const parameters: Record<string, ParameterValue> = {}
  const errors: Record<string, string> = {}
  for (const [name, rule] of askedParameters(operation)) {
    const value = valueOfText(rule, texts[name] ?? '')
    const broken = value === undefined && !rule.required ? undefined : brokenRule(operation, name, value)
    if (value !== undefined) parameters[name] = value
    if (broken !== undefined) errors[name] = brokenInWords(broken)
  }
  return { parameters, errors }
}
