import { createVpnGatewayClient, type Fetch } from '@vpn-gateway/client'
import { sendPairs } from '../send.ts'
import type { Form } from '../service.ts'
import { untilFree } from '../until-free.ts'
import { RequestKeys } from './key.ts'
import type { Interaction, Recording } from './recording.ts'

/** Answers as the recording does: the same request again gets the next answer, and the last one for ever. */
export function replay({ interactions }: Recording): Fetch {
  const keys = new RequestKeys()
  const left = new Map<string, Interaction[]>()
  for (const each of interactions) left.set(each.request, [...(left.get(each.request) ?? []), each])
  return async (request) => {
    const asked = await keys.of(request)
    const answers = left.get(asked)
    const next = answers && answers.length > 1 ? answers.shift() : answers?.[0]
    if (!next) throw new Error(`the recording has no answer to ${asked}`)
    return new Response(next.body, { status: next.status, headers: { 'content-type': next.type } })
  }
}

/** The service as it answered on the day of a recording. */
export function recordedForm(recording: Recording): Form {
  const { allows, world, recordedOn } = recording
  const line = { fetch: replay(recording), endpoint: `https://vpc.${world.regionId}.aliyuncs.com` }
  return {
    name: `as recorded on ${recordedOn}`,
    allows,
    world,
    isShared: true,
    async open() {
      const client = createVpnGatewayClient({ ...line, regionId: world.regionId })
      return {
        world,
        client,
        send: (pairs, manner) => sendPairs(line, pairs, manner),
        settled: (id) => untilFree(client, id, async () => {}),
        close: async () => {},
      }
    },
  }
}
