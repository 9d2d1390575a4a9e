import { expect, test } from 'vitest'
import { type Look, Proof, type Verdict } from '../src/deletion/proof.ts'

const busy: Look = { parent: 'busy' }
const present: Look = { parent: 'settled', resource: 'present', settledAfterwards: false }
const absentOnce: Look = { parent: 'settled', resource: 'absent', settledAfterwards: false }
const absentAndSettled: Look = { parent: 'settled', resource: 'absent', settledAfterwards: true }

test.each<[string, Look[], Verdict[]]>([
  ['an early "settled" proves nothing', [present, present], ['unseen', 'unseen']],
  ['work that shows, then an end that is true', [present, busy, busy, absentOnce], ['unseen', 'busy', 'busy', 'gone']],
  ['an absence that the parent denies at once is a flap', [absentOnce, busy, absentOnce], ['busy', 'busy', 'gone']],
  ['an absence that the parent confirms is an end that nobody saw begin', [absentAndSettled], ['gone']],
  ['a resource that outlives the work has not been deleted', [busy, present], ['busy', 'failed']],
])('%s', (_, looks, verdicts) => {
  const proof = new Proof()
  expect(looks.map((look) => proof.judge(look))).toEqual(verdicts)
})

/** The service as the named assumptions allow it: a true state over time, and reads that may lie. */
interface World {
  readonly showsAt: number
  readonly endsAt: number
  readonly flaps: (time: number) => boolean
}

function statusAt(world: World, time: number): 'busy' | 'settled' {
  return time >= world.showsAt && time < world.endsAt ? 'busy' : 'settled'
}

function isAbsentAt(world: World, time: number): boolean {
  return time >= world.endsAt || (statusAt(world, time) === 'busy' && world.flaps(time))
}

test('under the assumptions nothing is called gone while it is there, whenever the looks fall', () => {
  for (let showsAt = 0; showsAt <= 6; showsAt += 1) {
    for (let endsAt = showsAt + 1; endsAt <= 10; endsAt += 1) {
      for (let pattern = 0; pattern < 32; pattern += 1) {
        const world = { showsAt, endsAt, flaps: (time: number) => ((pattern >> (time % 5)) & 1) === 1 }
        for (let firstLook = 0; firstLook <= 8; firstLook += 1) expect(endOf(world, firstLook)).toBeGreaterThanOrEqual(endsAt)
      }
    }
  }
})

/** The time at which looks, three reads at a time, find the resource gone. */
function endOf(world: World, firstLook: number): number {
  const proof = new Proof()
  for (let time = firstLook; time < 60; time += 3) {
    if (statusAt(world, time) === 'busy') {
      proof.judge(busy)
      continue
    }
    const absent = isAbsentAt(world, time + 1)
    const look: Look = {
      parent: 'settled',
      resource: absent ? 'absent' : 'present',
      settledAfterwards: statusAt(world, time + 2) === 'settled',
    }
    const verdict = proof.judge(look)
    expect(verdict).not.toBe('failed')
    if (verdict === 'gone') return time + 2
  }
  throw new Error('never gone')
}
