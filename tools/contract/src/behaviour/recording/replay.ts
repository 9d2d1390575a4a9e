import type { Fetch } from '@vpn-gateway/client'
import type { Backend } from '../service.ts'
import { serviceAt } from '../service-at.ts'
import { RequestKeys } from './key.ts'
import type { Recording } from './recording.ts'

/** Creates a fetch that answers from a recording: the same request again gets the next answer, the last one for ever. */
export function replay({ interactions }: Recording): Fetch {
  const keys = new RequestKeys()
  const left = Map.groupBy(interactions, ({ request }) => request)
  return async (request) => {
    const asked = await keys.of(request)
    const answers = left.get(asked)
    const next = answers && answers.length > 1 ? answers.shift() : answers?.[0]
    if (!next) throw new Error(`the recording has no answer to ${asked}`)
    return new Response(next.body, { status: next.status, headers: { 'content-type': next.type } })
  }
}

/** Describes the service as it answered on the day of a recording. */
export function recordedBackend(recording: Recording): Backend {
  const { allows, fixture, recordedOn } = recording
  const address = { fetch: replay(recording), endpoint: `https://vpc.${fixture.regionId}.aliyuncs.com` }
  return {
    name: `as recorded on ${recordedOn}`,
    allows,
    fixture,
    isShared: true,
    open: async () =>
      serviceAt(
        address,
        fixture,
        async () => {},
        async () => {},
      ),
  }
}
