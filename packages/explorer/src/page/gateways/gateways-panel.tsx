import { resourceFacts } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Settings } from '../call/settings.ts'
import { order } from '../emulator/admin.ts'
import type { World } from '../emulator/world.ts'
import { FaultForm } from './fault-form.tsx'
import { GatewayView } from './gateway-view.tsx'

interface GatewaysPanelProps {
  readonly settings: Settings
  readonly world: World
}

/** Every gateway of the emulator, live. */
export function GatewaysPanel({ settings, world }: GatewaysPanelProps): ReactElement {
  const gateways = world.resources.filter(({ resource }) => resourceFacts(resource).parent === undefined)
  return (
    <>
      {settings.place === 'emulator' ? null : (
        <p className="notice">These are the gateways of the emulator, not those of the real service.</p>
      )}
      <p>
        <strong>Delete</strong> has the poller delete, wait for the end and prove it; it waits its turn on a busy gateway.{' '}
        <strong>One call</strong> sends the deletion once, as a program without a poller would: try it while the gateway is at work.
      </p>
      <Button onPress={() => order('reset')}>Reset the emulator to how it began</Button>
      <div className="gateways">
        {gateways.map((gateway) => (
          <GatewayView key={`${world.era} ${gateway.id}`} gateway={gateway} world={world} settings={settings} />
        ))}
        <FaultForm world={world} />
      </div>
    </>
  )
}
