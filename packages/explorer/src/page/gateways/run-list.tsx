import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import { isUnfinished, phases, type Run, type Runs } from './runs.ts'

const tones: Readonly<Record<Run['phase'], string>> = {
  running: 'quiet',
  paused: 'passing',
  done: 'good',
  failed: 'bad',
  unknown: 'passing',
}

/** Each teardown of a gateway, with how far it is. */
export function RunList({ runs }: { readonly runs: Runs }): ReactElement | null {
  if (runs.list.length === 0) return null
  return (
    <>
      <ul className="runs">
        {runs.list.map((run) => (
          <li key={run.key} className={tones[run.phase]}>
            <span>
              <strong className="tone">
                {titleOf(run)} {run.ids.join(', ')}
              </strong>
              : {run.words}
            </span>
            {isUnfinished(run) ? <Switch run={run} runs={runs} /> : null}
            {isUnfinished(run) && run.phase !== 'running' ? (
              <Button aria-label={`Give up ${run.ids.join(', ')}`} onPress={() => runs.giveUp(run.key)}>
                Give up
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {runs.block === undefined ? null : <p>{runs.block}</p>}
    </>
  )
}

function titleOf({ phase, isAll }: Run): string {
  if (phase === 'running') return isAll ? 'Emptying' : 'Deleting'
  return phases[phase]
}

/** One button with two names, so that it keeps the focus. */
function Switch({ run: { key, ids, phase }, runs }: { readonly run: Run; readonly runs: Runs }): ReactElement {
  const word = phase === 'running' ? 'Pause' : 'Resume'
  return (
    <Button aria-label={`${word} ${ids.join(', ')}`} onPress={() => (phase === 'running' ? runs.pause(key) : runs.resume(key))}>
      {word}
    </Button>
  )
}
