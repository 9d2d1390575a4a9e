import { type OperationName, operationMetadata, type ParameterRule, randomUuid } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Resource } from '../emulator/admin.ts'
import { Choice, Field } from '../parts/controls.tsx'
import { ruleInWords } from '../spec/words.ts'

interface ParameterFieldProps {
  readonly operation: OperationName
  readonly name: string
  readonly rule: ParameterRule
  readonly text: string
  readonly error: string | undefined
  /** Resources of the emulator that the parameter can name. */
  readonly held: readonly Resource[]
  readonly onType: (text: string) => void
  readonly onFocus: () => void
}

/** One parameter, in the form that its rule asks for. */
export function ParameterField({ operation, name, rule, text, error, held, onType, onFocus }: ParameterFieldProps): ReactElement {
  const { dryRun, idempotencyParameter } = operationMetadata(operation)
  const words = documentation[operation].parameters[name] ?? ''
  if (dryRun?.parameter === name)
    return (
      <label className="check">
        <input type="checkbox" checked={text === dryRun.value} onChange={({ target }) => onType(target.checked ? dryRun.value : '')} />
        {name}: only check, do nothing
      </label>
    )
  const shared = { label: name, value: text, error, isRequired: rule.required, onChange: onType, onFocus }
  const values = rule.type === 'boolean' ? ['true', 'false'] : rule.enum
  if (values) return <Choice {...shared} help={words} options={[['', 'not set'], ...values]} />
  const isToken = idempotencyParameter === name
  const help = [words, ...(isToken ? ['If it is empty, the client generates one.'] : []), ruleInWords(rule)]
    .filter((part) => part !== '')
    .join(' — ')
  const field = <Field {...shared} help={help} isLong={rule.type === 'array'} />
  if (!isToken && held.length === 0) return field
  return (
    <div className="with-buttons">
      {field}
      <div className="buttons">
        {isToken ? <Button onPress={() => onType(randomUuid())}>New {name}</Button> : null}
        {held.slice(0, mostIds).map(({ id, parentId }) => (
          <Button key={id} aria-label={`Use ${id}${parentId ? ` on ${parentId}` : ''}`} onPress={() => onType(id)}>
            {id}
            {parentId ? <span className="help"> on {parentId}</span> : null}
          </Button>
        ))}
        {held.length > mostIds ? <span className="help">and {held.length - mostIds} more, under Gateways</span> : null}
      </div>
    </div>
  )
}

/** More would hide the form. */
const mostIds = 6
