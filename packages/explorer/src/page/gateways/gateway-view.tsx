import { resourceFacts } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import type { Settings } from '../call/settings.ts'
import type { Resource } from './admin.ts'
import { useRun } from './run.ts'
import { storyOf } from './story.ts'
import { Timeline } from './timeline.tsx'
import type { World } from './world.ts'

interface GatewayViewProps {
  readonly gateway: Resource
  readonly world: World
  readonly settings: Settings
}

/** Lines of the list, the newest first. */
const told = 30

/** One gateway: what is on it, what happens to it, and a teardown of it. */
export function GatewayView({ gateway, world, settings }: GatewayViewProps): ReactElement {
  const { id, resource, fields } = gateway
  const run = useRun(settings)
  const { status, title } = resourceFacts(resource)
  const state = String(fields[status?.field ?? ''] ?? '')
  const children = world.resources.filter(({ parentId }) => parentId === id)
  const lines = storyOf(world, id)
  const isBusy = run.phase === 'running' || run.phase === 'paused'
  return (
    <section className="gateway" aria-label={id}>
      <h2>
        {id} <span className={state === status?.settled ? 'good' : 'busy-word'}>{state}</span>
      </h2>
      <p className="help">{title}</p>
      {children.length === 0 ? <p>Nothing is on it.</p> : null}
      <ul className="children">
        {children.map((child) => (
          <li key={child.id}>
            <code>{child.id}</code> {resourceFacts(child.resource).title}
            <Button isDisabled={isBusy} aria-label={`Delete ${child.id}`} onPress={() => run.start([child.id])}>
              Delete
            </Button>
          </li>
        ))}
      </ul>
      <div className="buttons">
        {isBusy ? null : (
          <Button className="primary" isDisabled={children.length === 0} onPress={() => run.start([id])}>
            Delete everything on {id}
          </Button>
        )}
        {run.phase === 'running' ? <Button onPress={run.pause}>Pause</Button> : null}
        {run.phase === 'paused' ? <Button onPress={run.resume}>Go on</Button> : null}
      </div>
      <p role="status" className="run">
        {run.phase === 'over' ? 'Done. ' : ''}
        {run.words.at(-1)}
      </p>
      <Timeline lines={lines} title={`The last minute of ${id}; the list below says it in words`} />
      <ol className="story" aria-label={`What happened on ${id}, the newest first`} reversed>
        {lines
          .slice(-told)
          .reverse()
          .map(({ key, atMs, kind, words }) => (
            <li key={key} className={kind}>
              <time dateTime={new Date(atMs).toISOString()}>{new Date(atMs).toLocaleTimeString()}</time> {words}
            </li>
          ))}
      </ol>
    </section>
  )
}
