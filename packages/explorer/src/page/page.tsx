import { lazy, type ReactElement, Suspense, useState } from 'react'
import { firstSettings } from './call/settings.ts'
import { OperationsPanel } from './operations/operations-panel.tsx'
import { Panes } from './parts/panes.tsx'
import { SettingsForm } from './settings-form.tsx'

/** Loaded when it is looked at, with the poller. */
const GatewaysPanel = lazy(() => import('./gateways/gateways-panel.tsx').then((module) => ({ default: module.GatewaysPanel })))

/** The whole page. */
export function Page(): ReactElement {
  const [settings, setSettings] = useState(firstSettings)
  return (
    <>
      <header className="top">
        <h1>VPN gateway explorer</h1>
        <p>Try any operation on an emulator, and watch what happens there. Nothing real is called.</p>
      </header>
      <main>
        <SettingsForm settings={settings} onChange={setSettings} />
        <Panes
          label="What to look at"
          className="main-panes"
          panes={[
            { id: 'operations', title: 'Operations', content: <OperationsPanel settings={settings} /> },
            {
              id: 'gateways',
              title: 'Gateways',
              content: (
                <Suspense fallback={<p role="status">Loading…</p>}>
                  <GatewaysPanel settings={settings} />
                </Suspense>
              ),
            },
          ]}
        />
      </main>
    </>
  )
}
