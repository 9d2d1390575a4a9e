import { type ReactElement, StrictMode, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { firstSettings } from './call/settings.ts'
import { useEmulatorState } from './emulator/emulator-state.ts'
import { OperationsPanel } from './operations/operations-panel.tsx'
import { Announcer, announce } from './parts/announcer.tsx'
import { LazyView } from './parts/lazy-view.tsx'
import { addressOf, useRoute } from './route.ts'
import { SettingsForm } from './settings/settings-form.tsx'
import { usualRegion } from './spec/operations.ts'

/** With the poller, which a page of operations does without. */
const loadGateways = () => import('./gateways/gateways-panel.tsx').then((module) => module.GatewaysPanel)

const silence = 'The emulator does not respond. Is it still running?'

const views = { operations: 'Operations', gateways: 'Gateways' } as const

/** The whole page. A view that was opened once stays mounted, as deletions may go on in it. */
function Page(): ReactElement {
  const [chosen, choose] = useState(firstSettings)
  const emulator = useEmulatorState()
  const regionId = chosen.regionId || (emulator.resources[0]?.regionId ?? usualRegion)
  const settings = useMemo(() => ({ ...chosen, regionId }), [chosen, regionId])
  const route = useRoute()
  const [hasGateways, setHasGateways] = useState(false)
  if (route.view === 'gateways' && !hasGateways) setHasGateways(true)
  useEffect(() => {
    if (!emulator.isLive) announce(silence)
  }, [emulator.isLive])
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
        {emulator.isLive ? null : <p className="connection">{silence}</p>}
      </header>
      <main>
        <SettingsForm
          settings={settings}
          onChange={(name, value) => choose((before) => ({ ...before, [name]: value }))}
          isLive={emulator.isLive}
          isFixed={route.view === 'gateways'}
        />
        <div hidden={route.view !== 'operations'}>
          <OperationsPanel settings={settings} route={route} emulator={emulator} />
        </div>
        <div hidden={route.view !== 'gateways'}>{hasGateways ? <LazyView load={loadGateways} props={{ settings, emulator }} /> : null}</div>
      </main>
    </>
  )
}

const root = document.getElementById('page')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  )
