import type { ReactElement } from 'react'
import { withKeys } from '../parts/keys.ts'
import { type Line, withPollsFolded } from './history.ts'

/** Lines of the list, the newest first. */
const maxLines = 40

const clockTime = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })

/** Events of a gateway, in words. */
export function HistoryList({ gatewayId, lines }: { readonly gatewayId: string; readonly lines: readonly Line[] }): ReactElement {
  const shown = withKeys(withPollsFolded(lines), ({ atMs, words }) => `${atMs} ${words}`)
    .slice(-maxLines)
    .reverse()
  return (
    <>
      <h3>What happened</h3>
      {shown.length === 0 ? <p>Nothing yet.</p> : null}
      <ol className="history" aria-label={`What happened on ${gatewayId}, the newest first`} reversed>
        {shown.map(([key, { atMs, kind, words }]) => (
          <li key={key} className={kind}>
            <time dateTime={new Date(atMs).toISOString()}>{clockTime.format(atMs)}</time> {words}
          </li>
        ))}
      </ol>
    </>
  )
}
