import type { ServiceAnswer } from './request.ts'

/** A line for a person, where the service itself would not have answered. */
export function text(status: number, line: string): ServiceAnswer {
  return { status, headers: { 'content-type': 'text/plain' }, body: `${line}\n` }
}

export function json(status: number, value: unknown): ServiceAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` }
}
