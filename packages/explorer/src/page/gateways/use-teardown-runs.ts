import { createVpnGatewayClient } from '@vpn-gateway/client'
import { retry } from '@vpn-gateway/poller'
import { useEffect, useRef, useState } from 'react'
import { maskOf } from '../call/mask.ts'
import { connectionOf, type Settings } from '../call/settings.ts'
import { announce } from '../parts/announcer.tsx'
import { TeardownRuns } from './teardown-runs.ts'

/** The teardowns of a gateway, by the project's own client and poller; they end with the component. */
export function useTeardownRuns(gatewayId: string, settings: Settings, isLive: boolean): TeardownRuns {
  const latest = useRef(settings)
  const [runs] = useState(() => new TeardownRuns({ gatewayId, connect: () => connectionBy(latest.current), announce }))
  useEffect(() => {
    latest.current = settings
  })
  useEffect(() => () => runs.stop(), [runs])
  useEffect(() => {
    if (!isLive) runs.pauseAll('the emulator does not respond')
  }, [runs, isLive])
  return runs
}

function connectionBy(settings: Settings) {
  return { createClient: () => createVpnGatewayClient({ ...connectionOf(settings), retry: retry() }), mask: maskOf(settings) }
}
