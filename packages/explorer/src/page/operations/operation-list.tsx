import { operationNames } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import type { ReactElement } from 'react'
import { addressOf, type Route } from '../route.ts'

/** Every operation of the spec. */
export function OperationList({ route }: { readonly route: Route }): ReactElement {
  return (
    <nav aria-label="Operations">
      <ul className="operation-list">
        {operationNames.map((name) => (
          <li key={name}>
            <a href={addressOf({ ...route, operation: name })} aria-current={name === route.operation ? 'page' : undefined}>
              {name}
              <span className="help">{documentation[name].summary}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
