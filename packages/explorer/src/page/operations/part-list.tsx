import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { RequestPart } from '../call/request-parts.ts'

interface PartListProps {
  readonly parts: readonly RequestPart[]
  readonly mask: (text: string) => string
  readonly marked: string | undefined
  readonly onMark: (name: string | undefined) => void
}

/** The parts of a request, of which one is marked in every text that it goes into. */
export function PartList({ parts, mask, marked, onMark }: PartListProps): ReactElement {
  return (
    <>
      <h3>Parameters and headers</h3>
      <p>Select one to highlight it wherever it is used; so does the focus on a field of the form.</p>
      <ul className="parts">
        {parts.map(({ name, value, from, parameter }) => {
          const isMarked = marked !== undefined && [name, parameter].includes(marked)
          return (
            <li key={name}>
              <Button aria-pressed={isMarked} onPress={() => onMark(isMarked ? undefined : name)}>
                <code>{name}</code> from {from}
              </Button>
              <span className="help">{mask(`${name}: ${value}`).slice(name.length + 2)}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
