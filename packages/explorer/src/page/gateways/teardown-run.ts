import { isVpnGatewayError, ServiceError } from '@vpn-gateway/core'
import { errorAdvice } from '@vpn-gateway/core/catalogue'
import { DeletionError, type Outcome, type TeardownEvent } from '@vpn-gateway/poller'

/** One teardown, and how far it is. */
export interface TeardownRun {
  readonly key: number
  readonly ids: readonly string[]
  /** True where everything on the gateway is deleted. */
  readonly isAll: boolean
  readonly phase: 'running' | 'paused' | 'done' | 'failed' | 'unknown'
  /** Its last event, or its result. */
  readonly words: string
}

/** Phases of a run that is not running, in words. */
export const phases: Readonly<Record<Exclude<TeardownRun['phase'], 'running'>, string>> = {
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Not known yet',
}

/** Says whether a run goes on, or can be resumed. */
export function isUnfinished({ phase }: TeardownRun): boolean {
  return phase === 'running' || phase === 'paused' || phase === 'unknown'
}

/** An event in words. Its error is the reason why a deletion is not waited for any more; only its phase says that it failed. */
export function eventInWords({ id, phase, gatewayStatus, error }: TeardownEvent, ids: readonly string[]): string {
  const standing = error === undefined || phase === 'failed' ? phase : 'not known yet'
  const status = gatewayStatus && `its gateway is ${gatewayStatus}`
  return [ids.includes(id) ? standing : `${id} ${standing}`, status, error === undefined ? undefined : String(error)]
    .filter(Boolean)
    .join(', ')
}

/** The result of a run: what is gone, or what failed or is not known yet, and why. One that is not known yet is enough to go on with. */
export function resultOf(
  outcomes: readonly Outcome[],
  ids: readonly string[],
): { readonly phase: 'done' | 'failed' | 'unknown'; readonly words: string } {
  const reasonsOf = (kind: 'failed' | 'unknown') => outcomes.flatMap((each) => (each.outcome === kind ? [reasonOf(each.error)] : []))
  const [failures, unknowns] = [reasonsOf('failed'), reasonsOf('unknown')]
  if (failures.length + unknowns.length === 0)
    return { phase: 'done', words: outcomes.map(({ id, outcome }) => `${id} ${outcome}`).join(', ') }
  const between = failures.length > 0 && unknowns.length > 0 ? ['Failed:'] : []
  const words = [...new Set([...unknowns, ...between, ...failures])].join(' ').replace(`${ids.join()}: `, '')
  return { phase: unknowns.length > 0 ? 'unknown' : 'failed', words }
}

function reasonOf(error: unknown): string {
  if (!isVpnGatewayError(error)) return String(error)
  const words = error.message.replace(/\.?$/, '.')
  if (error instanceof DeletionError && error.code === 'DeletionFailed') return `${words} The deletion had no effect: delete it again.`
  return error instanceof ServiceError ? `${words} ${errorAdvice[error.kind]}` : words
}
