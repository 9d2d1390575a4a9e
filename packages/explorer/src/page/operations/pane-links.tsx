import type { ReactElement } from 'react'
import { addressOf, type Pane, panes, type Route } from '../route.ts'

/** Links to the panes of an operation. */
export function PaneLinks({ route }: { readonly route: Route }): ReactElement {
  return (
    <nav aria-label={`About ${route.operation}`} className="links">
      {Object.entries(panes).map(([pane, title]) => (
        <a key={pane} href={addressOf({ ...route, pane: pane as Pane })} aria-current={pane === route.pane ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  )
}
