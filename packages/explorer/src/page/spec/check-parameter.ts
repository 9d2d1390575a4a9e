import type { ParameterValues } from '@vpn-gateway/core'
import {
  checkParameters,
  type OperationName,
  operationMetadata,
  type ParameterRule,
  type ParameterValue,
  resourceMetadata,
  resourceNames,
  service,
} from '@vpn-gateway/core'
import { usualRegion } from './operations.ts'

const words = [...resourceNames.map((name) => `${resourceMetadata(name).prefix}1`), usualRegion, 'a']

/** Something that keeps a rule, in the place of what was not given yet. */
function standInFor(rule: ParameterRule): ParameterValue {
  if (rule.type === 'integer') return rule.minimum ?? 1
  if (rule.type === 'boolean') return true
  if (rule.type === 'array') return []
  return rule.enum?.[0] ?? words.find((word) => new RegExp(rule.pattern ?? '').test(word)) ?? ''
}

/** Required parameters, each with a value that keeps its rule. */
function standIns(operation: OperationName): Record<string, ParameterValue> {
  const required = Object.entries(operationMetadata(operation).parameters).filter(([, rule]) => rule.required)
  return Object.fromEntries(required.map(([name, rule]) => [name, standInFor(rule)]))
}

/** The rule that one parameter breaks, whatever the others do. */
export function brokenRule(operation: OperationName, name: string, value: ParameterValue | undefined): string | undefined {
  try {
    checkParameters(operation, { ...standIns(operation), [name]: value })
  } catch (error) {
    const { parameter = '', rule } = Object(error) as { parameter?: string; rule?: string }
    const [head, ...rest] = parameter.split('.')
    if (head === name) return rest.length > 0 ? `${rest.join('.')} ${rule}` : rule
  }
  return undefined
}

/** Parameters with an ellipsis for each that must be given and was not, for sample code. */
export function withGaps(operation: OperationName, given: ParameterValues): ParameterValues {
  const gaps = Object.entries(standIns(operation)).filter(([name]) => name !== service.regionParameter && given[name] === undefined)
  return {
    ...Object.fromEntries(gaps.map(([name, value]) => [name, typeof value === 'string' ? value.replace(/1$/, '…') : value])),
    ...given,
  }
}
