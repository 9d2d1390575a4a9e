import type { Emulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { handlers } from '@vpn-gateway/msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe } from 'vitest'
import { emulatedForm, serviceAt } from '../src/forms/emulated.ts'
import { behavesAsTheService } from '../src/suite.ts'

const endpoint = 'https://vpc.cn-hangzhou.aliyuncs.com'

behavesAsTheService(
  emulatedForm('in process', async ({ fetch, settle }) =>
    serviceAt({ fetch, endpoint }, { settled: async (id) => settle(id), close: async () => {} }),
  ),
)

behavesAsTheService(
  emulatedForm('over a port', async (emulator) => {
    const server = await serve(emulator)
    const settled = async (id: string) => {
      await fetch(`${server.url}/_emulator/settle`, { method: 'POST', body: JSON.stringify({ id }) })
    }
    return serviceAt({ fetch: (request) => fetch(request), endpoint: server.url }, { settled, close: server.close })
  }),
)

describe('with msw', () => {
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterAll(() => server.close())

  const open = async (emulator: Emulator) => {
    server.resetHandlers(...handlers(emulator))
    return serviceAt(
      { fetch: (request) => fetch(request), endpoint },
      { settled: async (id) => emulator.settle(id), close: async () => server.resetHandlers() },
    )
  }
  // Operations that nobody knows are left to other handlers.
  behavesAsTheService(emulatedForm('through msw', open, ['reads', 'asks for dry runs', 'deletes']))
})
