import { type ReactElement, useId } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components'

/** A value and what it is called, where it has another name. */
export type Option = string | readonly [value: string, words: string]

interface ControlProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onFocus?: (() => void) | undefined
  readonly help?: string | undefined
  /** Error of the value. */
  readonly error?: string | undefined
  readonly isRequired?: boolean | undefined
}

interface ChoiceProps extends ControlProps {
  readonly options?: readonly Option[]
  /** Options under headings, after the others. */
  readonly groups?: Readonly<Record<string, readonly Option[]>>
}

/** One of a few, by the select of the browser, which every keyboard and screen reader knows. */
export function Choice({ label, value, options = [], groups = {}, onChange, onFocus, help, error, isRequired }: ChoiceProps): ReactElement {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isRequired ? <span className="required"> required</span> : null}
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={help ? `${id}-help` : undefined}
        aria-invalid={error !== undefined}
        aria-errormessage={error === undefined ? undefined : `${id}-error`}
        onFocus={onFocus}
        onChange={({ target }) => onChange(target.value)}
      >
        {options.map(inList)}
        {Object.entries(groups).map(([heading, grouped]) => (
          <optgroup key={heading} label={heading}>
            {grouped.map(inList)}
          </optgroup>
        ))}
      </select>
      {help ? (
        <span id={`${id}-help`} className="help">
          {help}
        </span>
      ) : null}
      {error === undefined ? null : (
        <span id={`${id}-error`} className="react-aria-FieldError">
          {error}
        </span>
      )}
    </div>
  )
}

export function valueOfOption(option: Option): string {
  return typeof option === 'string' ? option : option[0]
}

function inList(option: Option): ReactElement {
  return (
    <option key={valueOfOption(option)} value={valueOfOption(option)}>
      {typeof option === 'string' ? option : option[1]}
    </option>
  )
}

interface FieldProps extends ControlProps {
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
