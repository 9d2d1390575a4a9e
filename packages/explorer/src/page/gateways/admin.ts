import type { ResourceName } from '@vpn-gateway/core'

/** A resource of the emulator, as its admin interface tells it. */
export interface Resource {
  readonly id: string
  readonly resource: ResourceName
  readonly parentId?: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Something that the emulator has done, as its admin interface tells it. */
export type Happening =
  | {
      readonly type: 'request'
      readonly atMs: number
      readonly operation?: string
      readonly parameters: Readonly<Record<string, string>>
      readonly status: number
      readonly code?: string
    }
  | {
      readonly type: 'task'
      readonly id: string
      readonly parentId?: string
      readonly startedAtMs: number
      readonly endedAtMs?: number
      readonly failed?: true
    }
  | { readonly type: 'state'; readonly atMs: number; readonly id: string; readonly state: string }

const admin = '/_emulator/'

/** Asks the emulator's admin interface; what it refuses is thrown in its words. */
export async function ask<T>(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: object): Promise<T> {
  const answer = await fetch(`${admin}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  const value = text === '' ? undefined : JSON.parse(text)
  if (!answer.ok) throw new Error(String(Object(value).error ?? `status ${answer.status}`))
  return value as T
}

/** Tells what happens from now on, until it is ended. */
export function listen(onHappening: (happening: Happening | { readonly type: 'reset' | 'open' }) => void): () => void {
  const source = new EventSource(`${admin}events`)
  for (const type of ['request', 'task', 'state', 'reset'] as const)
    source.addEventListener(type, ({ data }) => onHappening({ type, ...JSON.parse(data) }))
  source.addEventListener('open', () => onHappening({ type: 'open' }))
  return () => source.close()
}
