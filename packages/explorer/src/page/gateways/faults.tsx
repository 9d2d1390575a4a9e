import { type ReactElement, useState } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { World } from '../emulator/world.ts'
import { useKeptFocus } from '../parts/kept-focus.ts'
import { FaultForm } from './fault-form.tsx'
import { PlannedFaults } from './planned-faults.tsx'

/** What should go wrong, for those who want to see what comes of it. */
export function Faults({ world }: { readonly world: World }): ReactElement {
  const place = useKeptFocus<HTMLElement>()
  const [injected, setInjected] = useState(0)
  return (
    <section ref={place} tabIndex={-1} className="faults" aria-label="Faults">
      <Disclosure>
        <Heading level={2}>
          <Button slot="trigger">Inject a fault</Button>
        </Heading>
        <DisclosurePanel>
          <p className="help">
            Something goes wrong with the next requests of an operation, as it may with the real service. Inject a fault, delete, and watch
            the retries.
          </p>
          <FaultForm world={world} onInjected={() => setInjected((before) => before + 1)} />
          <PlannedFaults world={world} injected={injected} />
        </DisclosurePanel>
      </Disclosure>
    </section>
  )
}
