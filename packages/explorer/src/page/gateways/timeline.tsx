import type { ReactElement } from 'react'
import { useNow } from './clock.ts'
import type { Line } from './story.ts'

/** How much of the past is drawn. */
const spanMs = 60_000

const width = 600
const rows: Readonly<Record<Line['kind'], number>> = { busy: 4, free: 4, deletion: 18, call: 34, retry: 34, refusal: 34, poll: 46 }

/** The last minute of a gateway as a picture; the list beside it says the same in words. */
export function Timeline({ lines, title }: { readonly lines: readonly Line[]; readonly title: string }): ReactElement {
  const now = useNow()
  const at = (ms: number) => Math.max(0, Math.min(width, ((ms - now + spanMs) / spanMs) * width))
  const recent = lines.filter(({ atMs, endMs, kind }) => (endMs ?? atMs) > now - spanMs || kind === 'busy')
  return (
    <svg className="timeline" viewBox={`0 0 ${width} 58`} role="img" aria-label={title} preserveAspectRatio="none">
      {recent.map((line, index) => {
        const end = line.kind === 'busy' ? (recent.slice(index + 1).find(({ kind }) => kind === 'free')?.atMs ?? now) : (line.endMs ?? now)
        const isSpan = line.kind === 'busy' || line.kind === 'deletion'
        const x = at(line.atMs)
        return line.kind === 'free' ? null : (
          <rect key={line.key} className={line.kind} x={x} y={rows[line.kind]} width={isSpan ? Math.max(2, at(end) - x) : 3} height={10} />
        )
      })}
    </svg>
  )
}

const legend: readonly (readonly [kind: Line['kind'], words: string])[] = [
  ['busy', 'the gateway shows that it works'],
  ['deletion', 'a deletion, or another call, from its beginning to its end'],
  ['refusal', 'a refusal or a retry'],
  ['poll', 'a look'],
]

/** What the colours of the pictures mean. */
export function Legend(): ReactElement {
  return (
    <ul className="legend" aria-label="Colours of the timelines">
      {legend.map(([kind, words]) => (
        <li key={kind}>
          <svg className="timeline" viewBox="0 0 10 10" aria-hidden="true">
            <rect className={kind} width={10} height={10} />
          </svg>{' '}
          {words}
        </li>
      ))}
    </ul>
  )
}
