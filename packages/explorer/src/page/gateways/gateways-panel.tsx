import { resourceFacts } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Settings } from '../call/settings.ts'
import { useWorldsByGateway } from '../emulator/by-gateway.ts'
import { most, type World } from '../emulator/world.ts'
import { FaultForm } from './fault-form.tsx'
import { GatewayView } from './gateway-view.tsx'
import { order } from './order.ts'

interface GatewaysPanelProps {
  readonly settings: Settings
  readonly world: World
}

/** Every gateway of the emulator, live. */
export function GatewaysPanel({ settings, world }: GatewaysPanelProps): ReactElement {
  const worlds = useWorldsByGateway(world)
  const gateways = world.resources.filter(({ resource }) => resourceFacts(resource).parent === undefined)
  return (
    <>
      <p>
        <strong>Delete and wait</strong> uses the poller of the project: it sends the call, waits while the gateway is busy, and polls until
        the deletion is proven. <strong>Send one call</strong> does no more than that: try it while the gateway is busy.
      </p>
      <Button onPress={() => order('reset')}>Reset the emulator</Button>
      {world.requests.length < most ? null : <p className="help">Only the last {most.toLocaleString('en')} requests are shown.</p>}
      <div className="gateways">
        {gateways.map((gateway) => (
          <GatewayView key={`${world.era} ${gateway.id}`} gateway={gateway} world={worlds.get(gateway.id) ?? world} settings={settings} />
        ))}
        <FaultForm world={world} />
      </div>
    </>
  )
}
