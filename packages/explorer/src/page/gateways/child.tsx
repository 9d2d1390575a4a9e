import { type OperationName, resourceFacts } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Answered } from '../call/send.ts'
import type { Resource } from '../emulator/admin.ts'

interface ChildProps {
  readonly child: Resource
  readonly onDelete: () => void
  readonly onCall: (operation: OperationName, parameters: Answered['parameters']) => void
}

/** Something on a gateway, and two ways to delete it. */
export function Child({ child: { id, resource }, onDelete, onCall }: ChildProps): ReactElement {
  const { title, id: parameter, operations } = resourceFacts(resource)
  const operation = operations.delete
  return (
    <li>
      <span>
        <code>{id}</code> {title}
      </span>
      {operation ? (
        <>
          <Button aria-label={`Delete ${id}`} onPress={onDelete}>
            Delete
          </Button>
          <Button aria-label={`Send once: ${operation} ${id}`} onPress={() => onCall(operation, { [parameter]: id })}>
            Send once
          </Button>
        </>
      ) : null}
    </li>
  )
}
