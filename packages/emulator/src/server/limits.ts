import { OptionError } from '@vpn-gateway/core'
import { checkKeys } from '../support/checks.ts'

/** Limits of an emulator behind a port; beyond them a request is refused, saying so. */
export interface ServerLimits {
  /** Bytes of a request's body; 1,048,576 by default. Those of the admin interface may have 64 times as many. */
  readonly bodyBytes: number
  /** Bytes of a request's line and headers; 65,536 by default. */
  readonly headerBytes: number
  /** Connections at a time; 1,000 by default. */
  readonly connections: number
  /** Time that a request may take to arrive, in milliseconds; 30,000 by default. */
  readonly arrivalMs: number
}

const defaults: ServerLimits = { bodyBytes: 2 ** 20, headerBytes: 2 ** 16, connections: 1000, arrivalMs: 30_000 }

/** Limits of one body: parsed, a value takes many times its own room. */
export interface BodyLimits {
  readonly bytes: number
  readonly values: number
}

/** Thrown where a body is beyond its limits. */
export class BodyLimitError extends Error {
  override readonly name = 'BodyLimitError'
}

/** Factor of the bytes of an admin request: snapshots and seeds are long. */
const adminFactor = 64

/** Values that any body may have. */
const minValues = 1_000

export function serviceBodyLimits({ bodyBytes: bytes }: ServerLimits): BodyLimits {
  return { bytes, values: Math.max(Math.floor(bytes / 256), minValues) }
}

export function adminBodyLimits({ bodyBytes }: ServerLimits): BodyLimits {
  const bytes = bodyBytes * adminFactor
  return { bytes, values: Math.max(Math.floor(bytes / 64), minValues) }
}

/** Fills in the defaults. @throws {OptionError} for a limit that is no whole number above 0, and for names that are not known. */
export function limitsOf(given: Partial<ServerLimits> = {}): ServerLimits {
  checkKeys('limits', given, Object.keys(defaults))
  for (const [name, value] of Object.entries(given))
    if (!(Number.isSafeInteger(value) && value > 0)) throw new OptionError(`limits.${name}`, 'must be a whole number above 0')
  return { ...defaults, ...given }
}
