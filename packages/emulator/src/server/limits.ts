import { OptionError } from '@vpn-gateway/core'

/** What an emulator behind a port takes; beyond it a caller is told so. */
export interface ServerLimits {
  /** Bytes of a request's body; 1,048,576 by default. Those of the admin interface may have 64 times as many. */
  readonly bodyBytes: number
  /** Bytes of a request's line and headers; 65,536 by default. */
  readonly headerBytes: number
  /** Connections at a time; 1,000 by default. */
  readonly connections: number
  /** How long a request may take to arrive, in milliseconds; 30,000 by default. */
  readonly arrivalMs: number
}

const defaults: ServerLimits = { bodyBytes: 2 ** 20, headerBytes: 2 ** 16, connections: 1000, arrivalMs: 30_000 }

/** Bounds of one body: parsed, a value takes many times its own room. */
export interface BodyBounds {
  readonly bytes: number
  readonly values: number
}

/** A request is longer than it may be. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
}

/** How many times as much as a request may go to the admin interface: snapshots and seeds are long. */
const adminFactor = 64
/** So many values any body may have. */
const fewestValues = 1_000

export function serviceBounds({ bodyBytes: bytes }: ServerLimits): BodyBounds {
  return { bytes, values: Math.max(Math.floor(bytes / 256), fewestValues) }
}

export function adminBounds({ bodyBytes }: ServerLimits): BodyBounds {
  const bytes = bodyBytes * adminFactor
  return { bytes, values: Math.max(Math.floor(bytes / 64), fewestValues) }
}

/** @throws {OptionError} for a limit that is no whole number above 0, and for names that nobody reads. */
export function limitsOf(given: Partial<ServerLimits> = {}): ServerLimits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) throw new OptionError('limits', `has no ${name}; it knows ${Object.keys(defaults).join(', ')}`)
    if (!(Number.isSafeInteger(value) && value > 0)) throw new OptionError(`limits.${name}`, 'must be a whole number above 0')
  }
  return { ...defaults, ...given }
}
