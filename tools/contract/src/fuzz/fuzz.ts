import { connect } from 'node:net'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import fc from 'fast-check'
import { type Attack, attack } from './malformed.ts'

/** Number of requests that are sent at once. */
const together = 100

/** Bytes that 100,000 entries of a ledger may take, which is all that may stay of requests. */
const maxRetainedBytes = 32 * 2 ** 20

/** Result of the attacks. */
export interface Aftermath {
  readonly requests: number
  /** Number of answers by status; `none` where the caller went away, or the server closed what cannot be answered. */
  readonly answers: Readonly<Record<string, number>>
  /** Bytes that are in use once a tenth was sent, and at the end. */
  readonly heap: readonly [number, number]
  /** The first thing that went wrong; none where nothing did. */
  readonly violation?: string
}

/**
 * Sends malformed requests to an emulator behind a port: each is refused or ended, nothing changes, and the emulator goes
 * on answering. The same seed sends the same requests.
 */
export async function runFuzz({ seed, requests }: { readonly seed: number; readonly requests: number }): Promise<Aftermath> {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }, { servers: ['iss-1'] }], progression: 'manual' })
  const before = JSON.stringify(emulator.snapshot())
  const server = await serve(emulator, { limits: { arrivalMs: 200 } })
  const answers: Record<string, number> = {}
  const batchCount = Math.ceil(requests / together)
  let batch = 0
  let early = 0
  const strike = async (attacks: readonly Attack[]): Promise<void> => {
    const statuses = await Promise.all(attacks.map((each) => send(server.port, each)))
    for (const [at, status] of statuses.entries()) {
      answers[status] = (answers[status] ?? 0) + 1
      const each = attacks[at] as Attack
      const wrong = complaintAbout(each, status)
      if (wrong) throw new Error(`${each.fault}: ${wrong}; it was ${JSON.stringify(each.bytes.slice(0, 500))}`)
    }
    if (JSON.stringify(emulator.snapshot()) !== before) throw new Error('something was changed')
    const still = await fetch(`${server.url}/?Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1`)
    if (still.status !== 200) throw new Error(`what is right is answered ${still.status}`)
    batch += 1
    if (batch === Math.ceil(batchCount / 10)) early = heapInUse()
  }
  try {
    const batches = fc.array(attack, { minLength: together, maxLength: together })
    const details = await fc.check(fc.asyncProperty(batches, strike), { seed, numRuns: batchCount, endOnFailure: true })
    const heap = [early, heapInUse()] as const
    const outcome = { requests: details.numRuns * together, answers, heap }
    if (details.failed) return { ...outcome, violation: String(details.errorInstance) }
    const retained = heap[1] - heap[0]
    // What is only garbage is counted too where the process may not collect it.
    return globalThis.gc && retained > maxRetainedBytes
      ? { ...outcome, violation: `${retained} bytes of ${together * batchCount} requests are still in use` }
      : outcome
  } finally {
    await server.close()
  }
}

/** Gives the bytes in use, without garbage where the process may collect it (`--expose-gc`). */
function heapInUse(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function complaintAbout({ manner, fault }: Attack, status: string): string | undefined {
  if (/^[45]\d\d$/.test(status) && status < '500') return undefined
  if (status === 'none') return manner === 'leave' || mayBeDropped.has(fault) ? undefined : 'there was no answer'
  return `it was answered ${status}`
}

/** A caller that is still sending may find the connection closed before it has read the answer. */
const mayBeDropped = new Set(['headers that are huge', 'a body that is too long'])

/** Gives the status of the answer, or `none`. */
function send(port: number, { bytes, manner }: Attack): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(Buffer.from(bytes, 'latin1'), () => {
        if (manner === 'leave') socket.destroy()
      })
    })
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(/^HTTP\/1\.1 (\d{3}) /.exec(received)?.[1] ?? 'none'))
  })
}
