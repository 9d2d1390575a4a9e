import { type OperationName, resourceFacts } from '@vpn-gateway/core'
import { type ReactElement, useState } from 'react'
import { Button } from 'react-aria-components'
import { maskOf } from '../call/mask.ts'
import { type Answered, send } from '../call/send.ts'
import type { Settings } from '../call/settings.ts'
import { order, type Resource } from '../emulator/admin.ts'
import { workAt } from '../emulator/work.ts'
import type { World } from '../emulator/world.ts'
import { Verdict } from '../outcome/verdict.tsx'
import { Child } from './child.tsx'
import { RunList } from './run-list.tsx'
import { useRuns } from './runs.ts'
import { storyOf } from './story.ts'
import { StoryList } from './story-list.tsx'
import { Timeline } from './timeline.tsx'

interface GatewayViewProps {
  readonly gateway: Resource
  readonly world: World
  readonly settings: Settings
}

/** One gateway: what is on it, what can be done to it, and what happens. */
export function GatewayView({ gateway, world, settings }: GatewayViewProps): ReactElement {
  const { id, resource, fields } = gateway
  const runs = useRuns(settings)
  const [answered, setAnswered] = useState<Answered>()
  const { status, title } = resourceFacts(resource)
  const state = String(fields[status?.field ?? ''] ?? '')
  const children = world.resources.filter(({ parentId }) => parentId === id)
  const lines = storyOf(world, id)
  const call = (operation: OperationName, parameters: Answered['parameters']) =>
    void send(operation, parameters, settings).then(setAnswered)
  return (
    <section className="gateway" aria-label={id}>
      <h2>
        {id} <span className={state === status?.busy ? 'passing' : 'good'}>{state}</span>
      </h2>
      <p className="help">{[title, ...namesOf(gateway)].join(', ')}</p>
      {children.length === 0 ? <p>Nothing is on it.</p> : null}
      <ul className="children">
        {children.map((child) => (
          <Child key={child.id} child={child} onDelete={() => runs.start([child.id])} onCall={call} />
        ))}
      </ul>
      <div className="buttons">
        <Button className="primary" isDisabled={children.length === 0} onPress={() => runs.start([id])}>
          Delete everything on {id}
        </Button>
        {workAt(world, id, Number.POSITIVE_INFINITY) ? <Button onPress={() => order('settle', { id })}>End its work now</Button> : null}
      </div>
      <RunList runs={runs} />
      <Timeline world={world} gatewayId={id} lines={lines} />
      {answered ? (
        <Verdict
          answered={answered}
          world={world}
          mask={maskOf(settings)}
          onRepeat={(parameters) => call(answered.operation, parameters)}
        />
      ) : null}
      <StoryList gatewayId={id} lines={lines} />
    </section>
  )
}

/** What a person knows a resource by, besides its id. */
function namesOf({ resource, fields }: Resource): string[] {
  return resourceFacts(resource)
    .identity.map((field) => fields[field])
    .filter((value) => typeof value === 'string' && value !== '') as string[]
}
