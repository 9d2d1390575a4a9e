import type { Fetch } from '@vpn-gateway/client'
import type { Effect, Fixture } from '../service.ts'
import { RequestKeys } from './key.ts'
import type { Interaction, Recording } from './recording.ts'
import { Aliases, redacted } from './redact.ts'

/** Creates a fetch that records answers without secrets and ids; the request goes through as it is. */
export function recorder(
  fetch: Fetch,
  { fixture, allows, today }: { readonly fixture: Fixture; readonly allows: readonly Effect[]; readonly today: Date },
): { readonly fetch: Fetch; recording(): Recording } {
  const aliases = new Aliases(fixture)
  const keys = new RequestKeys(aliases)
  const interactions: Interaction[] = []
  return {
    async fetch(request) {
      const asked = await keys.of(request)
      const response = await fetch(request)
      const type = response.headers.get('content-type') ?? ''
      interactions.push({ request: asked, status: response.status, type, body: redacted(await response.clone().text(), type, aliases) })
      return response
    },
    recording: () => ({
      version: 1,
      recordedOn: today.toISOString().slice(0, 10),
      allows,
      fixture: aliases.fixtureOf(fixture),
      interactions,
    }),
  }
}
