import type { ReactElement } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onFocus?: (() => void) | undefined
  readonly help?: string | undefined
  /** Error of the value. */
  readonly error?: string | undefined
  readonly isRequired?: boolean | undefined
  readonly isLong?: boolean | undefined
  readonly isSecret?: boolean | undefined
  /** Set for a search field, which Escape empties. */
  readonly isSearch?: boolean | undefined
}

/** A text field with its help and what is wrong with it. */
export function Field({ label, value, onChange, onFocus, help, error, isRequired, isLong, isSecret, isSearch }: FieldProps): ReactElement {
  const shared = { spellCheck: false, autoComplete: isSecret ? 'new-password' : 'off', autoCapitalize: 'none' }
  return (
    <TextField
      className="field"
      value={value}
      // Half a character, as a paste can hold, cannot be encoded.
      onChange={(text) => onChange(text.toWellFormed())}
      {...(onFocus && { onFocus })}
      isInvalid={error !== undefined}
      isRequired={isRequired === true}
      validationBehavior="aria"
      type={isSecret ? 'password' : isSearch ? 'search' : 'text'}
    >
      <Label>
        {label}
        {isRequired ? <span className="required"> required</span> : null}
      </Label>
      {isLong ? <TextArea {...shared} rows={3} /> : <Input {...shared} />}
      {help ? <Text slot="description">{help}</Text> : null}
      <FieldError>{error}</FieldError>
    </TextField>
  )
}
