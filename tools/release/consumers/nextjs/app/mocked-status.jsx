'use client'

import { createVpnGatewayClient } from '@vpn-gateway/client'
import { useEffect, useState } from 'react'

// A page holds no keys: it calls a proxy; here msw stands for it.
const client = createVpnGatewayClient({ proxy: '/api/vpn-gateway' })

export default function GatewayStatus({ id }) {
  const [status, setStatus] = useState('…')
  useEffect(() => {
    import('./mocks.js')
      .then(({ mocked }) => mocked)
      .then(() => client.describeVpnGateway({ VpnGatewayId: id }))
      .then(
        ({ Status }) => setStatus(Status),
        ({ code }) => setStatus(code),
      )
  }, [id])
  return <output>{status}</output>
}
