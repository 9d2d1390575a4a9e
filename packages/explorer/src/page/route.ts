import { isOperationName, type OperationName, operationNames } from '@vpn-gateway/core'
import { useEffect, useState } from 'react'

/** Panes beside the form of an operation. */
export const panes = { code: 'Sample code', request: 'Request', answer: 'Answer' } as const
export type Pane = keyof typeof panes

/** View that the page shows. It stands in the address, so that it can be bookmarked, shared and returned to. */
export interface Route {
  readonly view: 'operations' | 'gateways'
  readonly operation: OperationName
  readonly pane: Pane
}

/** The address of a part of the page, without the page's own. */
export function addressOf({ view, operation, pane }: Route): string {
  return view === 'gateways' ? '#gateways' : `#operations/${operation}/${pane}`
}

/** The route of an address; what it leaves out, or names wrongly, is as `last` has it. */
export function routeOf(address: string, last: Route = first): Route {
  const [view, operation = '', pane = ''] = address.replace('#', '').split('/')
  return {
    view: view === 'gateways' ? 'gateways' : 'operations',
    operation: isOperationName(operation) ? operation : last.operation,
    pane: Object.hasOwn(panes, pane) ? (pane as Pane) : last.pane,
  }
}

const first: Route = { view: 'operations', operation: operationNames[0] as OperationName, pane: 'code' }

/** Follows the route in the address of the page. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash))
  useEffect(() => {
    const follow = () => setRoute((before) => routeOf(location.hash, before))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}

export function go(route: Route): void {
  location.hash = addressOf(route)
}
