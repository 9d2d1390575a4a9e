import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
import { useNow } from '../emulator/clock.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { workNow } from '../emulator/work.ts'
import type { Line } from './history.ts'
import { lanesOf, spanMs } from './lanes.ts'

interface TimelineProps {
  readonly emulator: EmulatorState
  readonly gatewayId: string
  readonly lines: readonly Line[]
}

const laneHeight = 12

/** The last minute of a gateway as a picture; the list below it says the same in words. */
export function Timeline({ emulator, gatewayId, lines }: TimelineProps): ReactElement {
  const newest = lines.at(-1)?.atMs ?? 0
  const hasRecent = newest > Date.now() + emulator.aheadMs - 2 * spanMs
  const part = useRef<HTMLElement>(null)
  const isSeen = useInSight(part)
  const now = useNow(emulator, hasRecent || workNow(emulator, gatewayId) !== undefined, isSeen)
  const lanes = lanesOf(emulator, gatewayId, lines, now)
  return (
    <figure ref={part} className="timeline" role="img" aria-label={`The last minute of ${gatewayId}; the list below says it in words`}>
      {lanes.map(({ title, marks }) => (
        <div key={title} className="lane">
          <span>{title}</span>
          <svg height={laneHeight} aria-hidden="true">
            {marks.map(({ key, tone, from, width }) => (
              <rect key={key} className={tone} x={`${from}%`} width={width === undefined ? 3 : `${width}%`} height={laneHeight} />
            ))}
          </svg>
        </div>
      ))}
      <div className="axis">
        <span>a minute ago</span>
        <span>half a minute</span>
        <span>now</span>
      </div>
      <div className="legend">
        Status:
        <svg width={laneHeight} height={laneHeight} aria-hidden="true">
          <rect className="busy" width={laneHeight} height={laneHeight} />
        </svg>
        updating
        <svg width={laneHeight} height={laneHeight} aria-hidden="true">
          <rect className="free" width={laneHeight} height={laneHeight} />
        </svg>
        active
      </div>
    </figure>
  )
}

/** Says whether a part of the page is in view, so that what is out of view is not rendered again and again. */
function useInSight(part: RefObject<Element | null>): boolean {
  const [isSeen, see] = useState(false)
  useEffect(() => {
    if (!part.current) return
    const observer = new IntersectionObserver((found) => see(found.at(-1)?.isIntersecting === true))
    observer.observe(part.current)
    return () => observer.disconnect()
  }, [part])
  return isSeen
}
