import { type ReactElement, useEffect, useSyncExternalStore } from 'react'
import { Button } from 'react-aria-components'
import { isUnfinished, phases, type TeardownRun } from './teardown-run.ts'
import type { TeardownRuns } from './teardown-runs.ts'

const tones: Readonly<Record<TeardownRun['phase'], string>> = {
  running: 'quiet',
  paused: 'passing',
  done: 'good',
  failed: 'bad',
  unknown: 'passing',
}

/** Each teardown of a gateway, with how far it is. */
export function TeardownList({ runs }: { readonly runs: TeardownRuns }): ReactElement | null {
  const { list, block } = useSyncExternalStore(runs.subscribe, runs.state)
  useLeaveQuestion(list.some(isUnfinished))
  if (list.length === 0) return null
  return (
    <>
      <ul className="runs">
        {list.map((run) => (
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
      {block === undefined ? null : <p>{block}</p>}
    </>
  )
}

function titleOf({ phase, isAll }: TeardownRun): string {
  if (phase === 'running') return isAll ? 'Emptying' : 'Deleting'
  return phases[phase]
}

/** One button with two names, so that it keeps the focus. */
function Switch({ run: { key, ids, phase }, runs }: { readonly run: TeardownRun; readonly runs: TeardownRuns }): ReactElement {
  const word = phase === 'running' ? 'Pause' : 'Resume'
  return (
    <Button aria-label={`${word} ${ids.join(', ')}`} onPress={() => (phase === 'running' ? runs.pause(key) : runs.resume(key))}>
      {word}
    </Button>
  )
}

/** Has the browser ask before the page is left. */
function useLeaveQuestion(isAsked: boolean): void {
  useEffect(() => {
    if (!isAsked) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [isAsked])
}
