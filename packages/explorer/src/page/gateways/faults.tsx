import { type ReactElement, useState } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { useKeptFocus } from '../parts/kept-focus.ts'
import { FaultForm } from './fault-form.tsx'
import { InjectedFaults } from './injected-faults.tsx'

/** Fault injection: a form, and the faults to come. */
export function Faults({ emulator }: { readonly emulator: EmulatorState }): ReactElement {
  const part = useKeptFocus<HTMLElement>()
  const [injected, setInjected] = useState(0)
  return (
    <section ref={part} tabIndex={-1} className="faults" aria-label="Faults">
      <Disclosure>
        <Heading level={2}>
          <Button slot="trigger">Inject a fault</Button>
        </Heading>
        <DisclosurePanel>
          <p className="help">
            Something goes wrong with the next requests of an operation, as it may with the real service. Inject a fault, delete, and watch
            the retries.
          </p>
          <FaultForm emulator={emulator} onInjected={() => setInjected((before) => before + 1)} />
          <InjectedFaults emulator={emulator} injected={injected} />
        </DisclosurePanel>
      </Disclosure>
    </section>
  )
}
