import { resourceFacts } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Settings } from '../call/settings.ts'
import { ask } from './admin.ts'
import { FaultForm } from './fault-form.tsx'
import { GatewayView } from './gateway-view.tsx'
import { Legend } from './timeline.tsx'
import { useWorld } from './world.ts'

/** Every gateway of the emulator, live. */
export function GatewaysPanel({ settings }: { readonly settings: Settings }): ReactElement {
  const world = useWorld()
  const gateways = world.resources.filter(({ resource }) => resourceFacts(resource).parent === undefined)
  return (
    <div className="gateways">
      <div className="buttons">
        <Button onPress={() => void ask('reset', 'POST')}>Make everything as it was at first</Button>
        <Legend />
      </div>
      {gateways.map((gateway) => (
        <GatewayView key={gateway.id} gateway={gateway} world={world} settings={settings} />
      ))}
      <FaultForm />
    </div>
  )
}
