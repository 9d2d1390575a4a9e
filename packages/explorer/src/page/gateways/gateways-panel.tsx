import { resourceMetadata } from '@vpn-gateway/core'
import { type ReactElement, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Settings } from '../call/settings.ts'
import { sendCommand } from '../emulator/admin.ts'
import { useStateByGateway } from '../emulator/by-gateway.ts'
import { type EmulatorState, maxEntries } from '../emulator/emulator-state.ts'
import { announce } from '../parts/announcer.tsx'
import { Field } from '../parts/controls.tsx'
import { namesOf } from '../spec/resources.ts'
import { Faults } from './faults.tsx'
import { GatewayView } from './gateway-view.tsx'

interface GatewaysPanelProps {
  readonly settings: Settings
  readonly emulator: EmulatorState
}

/** Number of gateways from which the search field is shown. */
const many = 5

/** Every gateway of the emulator, live. */
export function GatewaysPanel({ settings, emulator }: GatewaysPanelProps): ReactElement {
  const byGateway = useStateByGateway(emulator)
  const [words, find] = useState('')
  const gateways = emulator.resources
    .filter(({ resource }) => resourceMetadata(resource).parent === undefined)
    .map((gateway) => {
      const own = byGateway.get(gateway.id) ?? emulator
      return { gateway, own, isFound: matches(own, words) }
    })
  const count = gateways.filter(({ isFound }) => isFound).length
  const counted = count === 0 ? `No gateway matches “${words}”.` : `${count} of ${gateways.length} gateways`
  const found = words === '' ? '' : counted
  useEffect(() => {
    if (found !== '') announce(found)
  }, [found])
  return (
    <>
      <p>
        <strong>Delete and wait</strong> uses the poller of the project: it sends the call, waits while the gateway is busy, and polls until
        the deletion is proven. <strong>Send one call</strong> does no more than that: try it while the gateway is busy.
      </p>
      <div className="tools">
        <Button onPress={() => sendCommand('reset')}>Reset the emulator</Button>
        <Faults emulator={emulator} />
      </div>
      {emulator.requests.length < maxEntries ? null : (
        <p className="help">Only the last {maxEntries.toLocaleString('en')} requests are shown.</p>
      )}
      {gateways.length < many && words === '' ? null : (
        <div className="find">
          <Field label="Find" value={words} onChange={find} help="an id or a name, of a gateway or of what is on it" isSearch />
          <p>{found}</p>
        </div>
      )}
      <div className="gateways">
        {gateways.map(({ gateway, own, isFound }) => (
          <GatewayView key={`${emulator.era} ${gateway.id}`} gateway={gateway} emulator={own} settings={settings} isFound={isFound} />
        ))}
      </div>
    </>
  )
}

/** Says whether a gateway matches a search: by an id or a name of what is there, or by an id of what was. */
function matches({ resources, parents }: EmulatorState, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  const known = [...resources.flatMap((each) => [each.id, ...namesOf(each)]), ...parents.keys()]
  return known.some((each) => each.toLowerCase().includes(wanted))
}
