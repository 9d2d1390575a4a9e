import { resourceMetadata } from '@vpn-gateway/core'
import { type ReactElement, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Settings } from '../call/settings.ts'
import { useWorldsByGateway } from '../emulator/by-gateway.ts'
import { most, type World } from '../emulator/world.ts'
import { announce } from '../parts/announcer.tsx'
import { Field } from '../parts/field.tsx'
import { Faults } from './faults.tsx'
import { foundInWords, tells } from './find.ts'
import { GatewayView } from './gateway-view.tsx'
import { order } from './order.ts'

interface GatewaysPanelProps {
  readonly settings: Settings
  readonly world: World
}

/** From so many gateways on, one is looked for. */
const many = 5

/** Every gateway of the emulator, live. */
export function GatewaysPanel({ settings, world }: GatewaysPanelProps): ReactElement {
  const worlds = useWorldsByGateway(world)
  const [words, find] = useState('')
  const gateways = world.resources
    .filter(({ resource }) => resourceMetadata(resource).parent === undefined)
    .map((gateway) => {
      const own = worlds.get(gateway.id) ?? world
      return { gateway, own, isFound: tells(own, words) }
    })
  const told = words === '' ? '' : foundInWords(words, gateways.filter(({ isFound }) => isFound).length, gateways.length)
  useEffect(() => {
    if (told !== '') announce(told)
  }, [told])
  return (
    <>
      <p>
        <strong>Delete and wait</strong> uses the poller of the project: it sends the call, waits while the gateway is busy, and polls until
        the deletion is proven. <strong>Send one call</strong> does no more than that: try it while the gateway is busy.
      </p>
      <div className="tools">
        <Button onPress={() => order('reset')}>Reset the emulator</Button>
        <Faults world={world} />
      </div>
      {world.requests.length < most ? null : <p className="help">Only the last {most.toLocaleString('en')} requests are shown.</p>}
      {gateways.length < many && words === '' ? null : (
        <div className="find">
          <Field label="Find" value={words} onChange={find} help="an id or a name, of a gateway or of what is on it" isSearch />
          <p>{told}</p>
        </div>
      )}
      <div className="gateways">
        {gateways.map(({ gateway, own, isFound }) => (
          <GatewayView key={`${world.era} ${gateway.id}`} gateway={gateway} world={own} settings={settings} isFound={isFound} />
        ))}
      </div>
    </>
  )
}
