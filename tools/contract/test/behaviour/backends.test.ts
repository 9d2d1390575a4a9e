import { mkdirSync, writeFileSync } from 'node:fs'
import { createOpenApiClient } from '@vpn-gateway/client/openapi'
import type { Emulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { handlers } from '@vpn-gateway/msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe } from 'vitest'
import { contractBackend, proxied, withMethods } from '../../src/behaviour/backends/contract.ts'
import { emulatedBackend, emulatedFixture, emulatedKey, emulatorAt } from '../../src/behaviour/backends/emulated.ts'
import { liveBackend } from '../../src/behaviour/backends/live.ts'
import { newestRecording, recordingsFolder } from '../../src/behaviour/recording/recording.ts'
import { recordedBackend } from '../../src/behaviour/recording/replay.ts'
import { behavesAsTheService } from '../../src/behaviour/suite.ts'

const endpoint = 'https://vpc.cn-hangzhou.aliyuncs.com'

behavesAsTheService(
  emulatedBackend('in process', async ({ fetch, settle }) =>
    emulatorAt({ fetch, endpoint }, { waitUntilIdle: async (id) => settle(id), close: async () => {} }),
  ),
)

behavesAsTheService(
  emulatedBackend('over a port', async (emulator) => {
    const server = await serve(emulator)
    const waitUntilIdle = async (id: string) => {
      await fetch(`${server.url}/_emulator/settle`, { method: 'POST', body: JSON.stringify({ id }) })
    }
    return emulatorAt({ fetch: (request) => fetch(request), endpoint: server.url }, { waitUntilIdle, close: server.close })
  }),
)

describe('with msw', () => {
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterAll(() => server.close())

  const open = async (emulator: Emulator) => {
    server.resetHandlers(...handlers(emulator))
    return emulatorAt(
      { fetch: (request) => fetch(request), endpoint },
      { waitUntilIdle: async (id) => emulator.settle(id), close: async () => server.resetHandlers() },
    )
  }
  // Unknown operations are left to other handlers.
  behavesAsTheService(emulatedBackend('through msw', open, ['reads', 'asks for dry runs', 'deletes']))
})

behavesAsTheService(contractBackend('by the methods of a client over a proxy', proxied))
behavesAsTheService(
  contractBackend('by openapi-fetch, signed', ({ fetch }) =>
    withMethods(createOpenApiClient({ regionId: emulatedFixture.regionId, credentials: emulatedKey, fetch })),
  ),
)
behavesAsTheService(
  contractBackend('by openapi-fetch over a proxy', ({ fetch }) =>
    withMethods(createOpenApiClient({ baseUrl: 'https://console.example/api', fetch })),
  ),
)

// Both need the keys of a real account: tools/contract/recordings/README.md says how.
const live = liveBackend(process.env, (recording) => {
  mkdirSync(recordingsFolder, { recursive: true })
  writeFileSync(new URL(`${recording.recordedOn}.json`, recordingsFolder), `${JSON.stringify(recording, null, 2)}\n`)
})
if (live) behavesAsTheService(live)
const recording = newestRecording()
if (recording) behavesAsTheService(recordedBackend(recording))
