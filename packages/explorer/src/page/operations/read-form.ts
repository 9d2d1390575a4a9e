import type { OperationName, ParameterValue } from '@vpn-gateway/core'
import { brokenRule } from '../spec/check-parameter.ts'
import { askedParameters } from '../spec/operations.ts'
import { valueOfText } from '../spec/typed-text.ts'
import { brokenInWords } from '../spec/words.ts'

/** Texts typed into the form of an operation, by parameter. */
export type Texts = Readonly<Record<string, string>>

/** Content of a form: the parameters that keep their rules, and the rules that the others break. */
export interface FormContent {
  readonly parameters: Readonly<Record<string, ParameterValue>>
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
