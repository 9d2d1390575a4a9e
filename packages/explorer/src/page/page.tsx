import { operationNames } from '@vpn-gateway/core'
import type { ReactElement } from 'react'

/** The whole page. */
export function Page(): ReactElement {
  return (
    <main>
      <h1>VPN gateway explorer</h1>
      <ul>
        {operationNames.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </main>
  )
}
