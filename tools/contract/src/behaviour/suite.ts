import { afterAll, beforeAll, describe, test } from 'vitest'
import { deletions } from './cases/deletions.ts'
import { dryRuns } from './cases/dry-runs.ts'
import { reads } from './cases/reads.ts'
import { requests } from './cases/requests.ts'
import type { Backend, Case, Effect, Fixture, Service } from './service.ts'

/** Every behaviour, in an order for a shared fixture: deletions come last. */
export const behaviours: readonly Behaviour[] = [
  ...withEffect('reads', [...reads, ...requests]),
  ...withEffect('asks for dry runs', dryRuns),
  ...withEffect('deletes', deletions),
]

type Behaviour = Required<Omit<Case, 'isOnWire'>> & Pick<Case, 'isOnWire'>

function withEffect(effect: Effect, cases: readonly Case[]): Behaviour[] {
  return cases.map((each) => ({ effect, needs: [], ...each }))
}

/** Runs every behaviour on a backend. One that is not allowed or lacks a resource is skipped, with the reason in its name. */
export function behavesAsTheService(backend: Backend): void {
  describe(`the service ${backend.name}`, () => {
    let service: Service | undefined
    beforeAll(async () => {
      service = backend.isShared ? await backend.open() : undefined
    })
    afterAll(() => service?.close())

    for (const behaviour of behaviours) {
      const obstacle = obstacleTo(behaviour, backend)
      test.skipIf(obstacle !== undefined)(obstacle === undefined ? behaviour.name : `${behaviour.name} (${obstacle})`, async () => {
        const own = service ?? (await backend.open())
        try {
          await behaviour.run(own, own.fixture as Required<Fixture>)
        } finally {
          if (!service) await own.close()
        }
      })
    }
  })
}

/** Gives the reason why a behaviour is not run on a backend. */
export function obstacleTo({ effect, needs, isOnWire }: Behaviour, { allows, fixture, isOfContract }: Backend): string | undefined {
  if (isOnWire && isOfContract) return 'it is of the wire of the service'
  if (!allows.includes(effect)) return `it ${effect}, which is not for here`
  const missing = needs.find((name) => fixture[name] === undefined)
  return missing === undefined ? undefined : `there is no ${missing}`
}
