import { type ReactElement, useId } from 'react'

/** A value and what it is called. */
export type Option = readonly [value: string, words: string]

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options?: readonly Option[]
  /** Options under headings, after the others. */
  readonly groups?: Readonly<Record<string, readonly Option[]>>
  readonly onChange: (value: string) => void
  readonly onFocus?: (() => void) | undefined
  readonly help?: string | undefined
  /** Error of the value. */
  readonly error?: string | undefined
  readonly isRequired?: boolean | undefined
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
        <Options options={options} />
        {Object.entries(groups).map(([heading, grouped]) => (
          <optgroup key={heading} label={heading}>
            <Options options={grouped} />
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

function Options({ options }: { readonly options: readonly Option[] }): ReactElement {
  return (
    <>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </>
  )
}
