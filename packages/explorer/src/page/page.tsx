import { type ReactElement, useEffect, useMemo, useState } from 'react'
import { firstSettings } from './call/settings.ts'
import { useWorld } from './emulator/world.ts'
import { OperationsPanel } from './operations/operations-panel.tsx'
import { Announcer, announce } from './parts/announcer.tsx'
import { LaterView } from './parts/later-view.tsx'
import { addressOf, useRoute } from './route.ts'
import { SettingsForm } from './settings/settings-form.tsx'
import { usualRegion } from './spec/operations.ts'

/** With the poller, which a page of operations does without. */
const loadGateways = () => import('./gateways/gateways-panel.tsx').then((module) => module.GatewaysPanel)

const silence = 'The emulator does not respond. Is it still running?'

const views = { operations: 'Operations', gateways: 'Gateways' } as const

/** The whole page. A view that was looked at once stays, as work may go on in it. */
export function Page(): ReactElement {
  const [chosen, choose] = useState(firstSettings)
  const world = useWorld()
  const regionId = chosen.regionId || (world.resources[0]?.regionId ?? usualRegion)
  const settings = useMemo(() => ({ ...chosen, regionId }), [chosen, regionId])
  const route = useRoute()
  const [hasGateways, setHasGateways] = useState(false)
  if (route.view === 'gateways' && !hasGateways) setHasGateways(true)
  useEffect(() => {
    if (!world.isLive) announce(silence)
  }, [world.isLive])
  useEffect(() => {
    document.title = `${route.view === 'gateways' ? views.gateways : route.operation} · VPN gateway explorer`
  }, [route])
  return (
    <>
      <header className="top">
        <h1>VPN gateway explorer</h1>
        <p className="help">
          Delete resources on VPN gateways and watch what happens, on an emulator that runs beside this page.{' '}
          <strong>The real service is never called.</strong>
        </p>
        <nav aria-label="Views" className="links">
          {Object.entries(views).map(([view, title]) => (
            <a
              key={view}
              href={addressOf({ ...route, view: view as keyof typeof views })}
              aria-current={route.view === view ? 'page' : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
        <Announcer />
        {world.isLive ? null : <p className="connection">{silence}</p>}
      </header>
      <main>
        <SettingsForm
          settings={settings}
          onChange={(name, value) => choose((before) => ({ ...before, [name]: value }))}
          isLive={world.isLive}
          isFixed={route.view === 'gateways'}
        />
        <div hidden={route.view !== 'operations'}>
          <OperationsPanel settings={settings} route={route} world={world} />
        </div>
        <div hidden={route.view !== 'gateways'}>{hasGateways ? <LaterView load={loadGateways} props={{ settings, world }} /> : null}</div>
      </main>
    </>
  )
}
