import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Run, Runs } from './runs.ts'

const phases: Readonly<Record<Run['phase'], string>> = { running: 'Deleting', paused: 'Paused', done: 'Done', failed: 'Failed' }
const tones: Readonly<Record<Run['phase'], string>> = { running: 'quiet', paused: 'passing', done: 'good', failed: 'bad' }

/** Each teardown of a gateway, with how far it is. */
export function RunList({ runs }: { readonly runs: Runs }): ReactElement {
  return (
    <ul className="runs">
      {runs.list.map(({ key, ids, phase, words }) => (
        <li key={key} className={tones[phase]}>
          <span role="status">
            <strong>
              {phases[phase]} {ids.join(', ')}
            </strong>
            : {words}
          </span>
          {phase === 'running' ? (
            <Button aria-label={`Pause ${ids.join(', ')}`} onPress={() => runs.pause(key)}>
              Pause
            </Button>
          ) : null}
          {phase === 'paused' ? (
            <Button aria-label={`Resume ${ids.join(', ')}`} onPress={() => runs.resume(key)}>
              Resume
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
