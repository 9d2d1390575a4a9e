import { afterAll, beforeAll, describe, test } from 'vitest'
import { deletions } from './cases/deletions.ts'
import { dryRuns } from './cases/dry-runs.ts'
import { reads } from './cases/reads.ts'
import { requests } from './cases/requests.ts'
import type { Behaviour, Form, Service, World } from './service.ts'

/** In this order where all happen to one world: what destroys comes last. */
export const behaviours: readonly Behaviour[] = [...reads, ...requests, ...dryRuns, ...deletions]

/** Runs every behaviour on a form of the service; what it may not or cannot do is skipped, and says why. */
export function behavesAsTheService(form: Form): void {
  describe(`the service ${form.name}`, () => {
    let service: Service | undefined
    beforeAll(async () => {
      service = form.isShared ? await form.open() : undefined
    })
    afterAll(() => service?.close())

    for (const behaviour of behaviours) {
      const obstacle = obstacleTo(behaviour, form)
      test.skipIf(obstacle !== undefined)(obstacle === undefined ? behaviour.name : `${behaviour.name} (${obstacle})`, async () => {
        const own = service ?? (await form.open())
        try {
          await behaviour.run(own, own.world as Required<World>)
        } finally {
          if (!service) await own.close()
        }
      })
    }
  })
}

/** Why a behaviour is not run on a form. */
export function obstacleTo({ effect, needs }: Behaviour, { allows, world }: Form): string | undefined {
  if (!allows.includes(effect)) return `it ${effect}, which is not for here`
  const missing = needs.find((name) => world[name] === undefined)
  return missing === undefined ? undefined : `there is no ${missing}`
}
