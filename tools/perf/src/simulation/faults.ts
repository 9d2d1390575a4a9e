import type { OperationName } from '@vpn-gateway/core'
import type { Emulator, FaultKind } from '@vpn-gateway/emulator'

/** The chance of each fault, for each request that can meet it. */
export const faultRates = {
  // Every request.
  reset: 0.05,
  lost: 0.05,
  timeout: 0.05,
  html: 0.05,
  empty: 0.05,
  throttle: 0.05,
  busy: 0.05,
  // Reads and listings.
  refusal: 0.02,
  page: 0.02,
  expiredKey: 0.02,
  // Reads of one resource.
  otherId: 0.02,
  // Listings.
  omitted: 0.02,
  shortPage: 0.02,
  noTotal: 0.02,
  // Deletions.
  task: 0.01,
}

/** The same for small chaos tests, in which too few deletions would fail, and too few listings be incomplete meanwhile. */
export const smallChaosRates: FaultRates = { ...faultRates, task: 0.05, shortPage: 0.3 }

export type FaultName = keyof typeof faultRates
export type FaultRates = Readonly<Record<FaultName, number>>

/** Codes of refusals that say nothing of an earlier request with the same token. */
export const codesOnTheWay: readonly string[] = ['Throttling', 'SystemBusy']

/** Refusals of reads: codes that the spec documents and others, but none of absence. */
const refusals = [
  { code: 'Forbidden', status: 403 },
  { code: 'Forbidden.RAM', status: 403 },
  { code: 'InvalidParameter', status: 400 },
  { code: 'IncorrectStatus.VpnGateway', status: 400 },
  { code: 'INSTANCE_NOT_EXISTS', status: 404 },
  { code: 'InvalidRegionId.NotFound', status: 404 },
  { code: 'InvalidAccessKeyId.Inactive', status: 403 },
  { code: 'Account.Arrearage', status: 400 },
  { code: 'VpnGateway.FinancialLocked', status: 400 },
  { code: 'SomethingNew', status: 400 },
] as const

const pageStatuses = [200, 302, 400, 401, 403, 405, 408, 413, 429, 451, 502, 504] as const

/** Variants of each fault, one as likely as another. */
const variants: Readonly<Record<FaultName, readonly FaultKind[]>> = {
  reset: [{ kind: 'reset', work: 'not-done' }],
  lost: [{ kind: 'reset', work: 'done' }],
  timeout: [
    { kind: 'timeout', work: 'not-done' },
    { kind: 'timeout', work: 'done' },
  ],
  html: [{ kind: 'html' }],
  empty: [{ kind: 'empty' }],
  throttle: [{ kind: 'throttle', retryAfterMs: 500 }],
  busy: [{ kind: 'refusal', code: 'SystemBusy' }],
  refusal: refusals.map((refusal) => ({ kind: 'refusal', ...refusal })),
  page: pageStatuses.map((status) => ({ kind: 'html', status })),
  expiredKey: [{ kind: 'expired-key' }],
  otherId: [{ kind: 'other-id' }],
  omitted: [{ kind: 'omitted' }],
  shortPage: [{ kind: 'short-page' }],
  noTotal: [{ kind: 'no-total' }],
  task: [{ kind: 'task' }],
}

const ofEvery = ['reset', 'lost', 'timeout', 'html', 'empty', 'throttle', 'busy'] as const
const ofReads = [...ofEvery, 'refusal', 'page', 'expiredKey'] as const

/** Operations that a teardown of connections sends, with the faults that each can meet. */
const metBy = {
  DescribeVpnGateway: [...ofReads, 'otherId'],
  DescribeVpnConnection: [...ofReads, 'otherId'],
  DescribeVpnConnections: [...ofReads, 'omitted', 'shortPage', 'noTotal'],
  DeleteVpnConnection: [...ofEvery, 'task'],
} as const satisfies Partial<Record<OperationName, readonly FaultName[]>>

/** Plans the faults of all requests, drawn anew for each by the emulator's seed; those planned before are forgotten. */
export function injectFaults(emulator: Emulator, rates: FaultRates): void {
  emulator.clearFaults()
  for (const [operation, names] of Object.entries(metBy) as [OperationName, readonly FaultName[]][]) {
    // The emulator draws for one fault after another: each is asked for only where none before it has come.
    let left = 1
    for (const fault of names.flatMap((name) => variants[name].map((kind) => ({ kind, rate: rates[name] / variants[name].length })))) {
      emulator.inject(operation, fault.kind, { rate: fault.rate / left })
      left -= fault.rate
    }
  }
}
