import { type OperationName, resourceMetadata } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { CallResult } from '../call/send.ts'
import type { Resource } from '../emulator/admin.ts'
import { namesOf } from '../spec/resources.ts'

interface ChildProps {
  readonly child: Resource
  /** Set while its deletion goes on. */
  readonly isLeaving: boolean
  readonly onDelete: () => void
  readonly onCall: (operation: OperationName, parameters: CallResult['parameters']) => void
}

/** Something on a gateway, and two ways to delete it. */
export function Child({ child, isLeaving, onDelete, onCall }: ChildProps): ReactElement {
  const { id } = child
  const { title, id: parameter, operations } = resourceMetadata(child.resource)
  const operation = operations.delete
  return (
    <li>
      <span>
        <code>{id}</code> {[title, ...namesOf(child).slice(0, 1)].join(', ')}
        {isLeaving ? <span className="tone passing">, being deleted</span> : null}
      </span>
      {operation ? (
        <>
          <Button aria-label={`Delete and wait: ${id}`} onPress={onDelete}>
            Delete and wait
          </Button>
          <Button aria-label={`Send one call: ${operation} ${id}`} onPress={() => onCall(operation, { [parameter]: id })}>
            Send one call
          </Button>
        </>
      ) : null}
    </li>
  )
}
