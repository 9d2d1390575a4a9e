import type { DeletionPhase, TeardownEvent } from '@vpn-gateway/poller'
import { createLogUpdate } from 'log-update'
import { plain, styled, terminal } from '../terminal.ts'
import { messageOf } from './failure.ts'

/** Shows events as they come. */
export interface ProgressDisplay {
  show(event: TeardownEvent): void
  end(): void
}

const words: Record<DeletionPhase, (event: TeardownEvent) => string> = {
  found: ({ gatewayId }) => (gatewayId === undefined ? 'looked up: it has no gateway' : `looked up: on ${gatewayId}`),
  sent: () => 'sent',
  accepted: () => 'accepted; runs in the background',
  updating: ({ gatewayStatus }) => `gateway ${gatewayStatus}`,
  settled: ({ gatewayStatus }) => `gateway ${gatewayStatus}`,
  gone: () => 'gone',
  failed: ({ id, error }) => `failed: ${messageOf(error).replace(`${id}: `, '')}`,
}

const styles = { gone: 'green', failed: 'red', found: 'gray' } as const satisfies Partial<
  Record<DeletionPhase, Parameters<typeof styled>[0]>
>

/** Lines that stay in place on a terminal that has a size, unless others write there too; else a line an event. */
export function createProgressDisplay(total: number, isShared: boolean): ProgressDisplay {
  return !isShared && process.stderr.isTTY && process.stderr.columns > 0
    ? createLiveDisplay(total)
    : { show: (event) => terminal.say(lineOf(event)), end: () => {} }
}

function lineOf(event: TeardownEvent): string {
  const text = plain(words[event.phase](event))
  const style = event.phase in styles ? styles[event.phase as keyof typeof styles] : undefined
  return `${event.id}  ${style ? styled(style, text) : text}`
}

/** Lines that a terminal keeps free below what is shown. */
const reservedRows = 4

function createLiveDisplay(total: number): ProgressDisplay {
  const update = createLogUpdate(process.stderr)
  const latest = new Map<string, TeardownEvent>()
  const draw = (): string => {
    const events = [...latest.values()]
    const ended = events.filter(({ phase }) => phase === 'gone' || phase === 'failed')
    const rows = Math.max((process.stderr.rows ?? 24) - reservedRows, 3)
    // What still moves is worth a line before what has ended.
    const shown = events.length <= rows ? events : [...events.filter((event) => !ended.includes(event)), ...ended.reverse()].slice(0, rows)
    const hidden = events.length - shown.length
    const totals = `${ended.length} of ${total} ended${hidden > 0 ? `, ${hidden} more not shown` : ''}`
    return [...shown.map(lineOf), styled('gray', totals)].join('\n')
  }
  return {
    show(event) {
      latest.set(event.id, event)
      update(draw())
    },
    end: () => update.done(),
  }
}
