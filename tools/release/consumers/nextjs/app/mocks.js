import { createEmulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { setupWorker } from 'msw/browser'

const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })

/** Resolves once the page's requests are answered by the emulator. */
export const mocked = setupWorker(...handlers(emulator, { baseUrl: '/api/vpn-gateway' })).start({ quiet: true })
