import { type ReactElement, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { callAdmin, type PlannedFault } from '../emulator/admin.ts'
import type { EmulatorState } from '../emulator/emulator-state.ts'
import { useKeptFocus } from '../parts/kept-focus.ts'
import { withKeys } from '../parts/keys.ts'
import { faultKinds } from './fault-fields.ts'
import { FaultForm } from './fault-form.tsx'

/** Fault injection: a form, and the faults to come. */
export function Faults({ emulator }: { readonly emulator: EmulatorState }): ReactElement {
  const part = useKeptFocus<HTMLElement>()
  const [injected, setInjected] = useState(0)
  return (
    <section ref={part} tabIndex={-1} className="faults" aria-label="Faults">
      <details>
        <summary>
          <h2>Inject a fault</h2>
        </summary>
        <p className="help">
          Something goes wrong with the next requests of an operation, as it may with the real service. Inject a fault, delete, and watch
          the retries.
        </p>
        <FaultForm emulator={emulator} onInjected={() => setInjected((before) => before + 1)} />
        <InjectedFaults emulator={emulator} injected={injected} />
      </details>
    </section>
  )
}

/** The faults that are to come; each request may have met one, and one more that was injected here is a reason to refresh. */
function InjectedFaults({ emulator: { requests, isLive }, injected }: { readonly emulator: EmulatorState; readonly injected: number }) {
  const part = useKeptFocus<HTMLDivElement>()
  const [faults, setFaults] = useState<readonly PlannedFault[]>([])
  // The emulator emits no change of its faults: they are read again after each request, each new connection and each fault of this page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: reasons to read again, of which the effect reads none
  useEffect(() => {
    let isCurrent = true
    const show = (found: { readonly faults: readonly PlannedFault[] }) => {
      if (isCurrent) setFaults(found.faults)
    }
    void callAdmin<{ faults: PlannedFault[] }>('faults').then(show, () => {})
    return () => {
      isCurrent = false
    }
  }, [requests, isLive, injected])
  const forget = async () => {
    await callAdmin('faults', 'DELETE')
    setFaults([])
  }
  return (
    <div ref={part} tabIndex={-1}>
      <h3>Injected faults</h3>
      {faults.length === 0 ? <p>None.</p> : null}
      <ul className="planned">
        {withKeys(faults.map(wordsOf), String).map(([key, words]) => (
          <li key={key}>{words}</li>
        ))}
      </ul>
      {faults.length === 0 ? null : <Button onPress={() => void forget().catch(() => {})}>Remove all faults</Button>}
    </div>
  )
}

function wordsOf({ operation, fault, rate, id, left }: PlannedFault): string {
  const what = 'code' in fault ? fault.code : faultKinds[fault.kind].words
  return [
    `${operation}: ${what}`,
    left === undefined ? 'every request' : left === 1 ? 'the next request' : `the next ${left} requests`,
    ...(rate < 1 ? [`probability ${rate}`] : []),
    ...(id === undefined ? [] : [`only ${id}`]),
  ].join(', ')
}
