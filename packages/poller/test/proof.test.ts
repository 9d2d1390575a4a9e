import { expect, test } from 'vitest'
import { type Look, Proof, type Verdict } from '../src/deletion/proof.ts'

const busy: Look = { parent: 'busy' }
const present: Look = { parent: 'settled', resource: 'present', settledAfterwards: false }
const absentOnce: Look = { parent: 'settled', resource: 'absent', settledAfterwards: false }
const absentAndSettled: Look = { parent: 'settled', resource: 'absent', settledAfterwards: true }

test.each<[string, Look[], Verdict[]]>([
  ['an early "settled" proves nothing', [present, present], ['unseen', 'unseen']],
  ['work that shows, then an end that is true', [present, busy, busy, absentOnce], ['unseen', 'busy', 'busy', 'gone']],
  ['an absence that nothing confirms is waited out', [absentOnce, busy, absentOnce], ['waiting', 'busy', 'gone']],
  ['a status that is neither proves nothing', [{ parent: 'other' }, present], ['waiting', 'unseen']],
  ['an absence that the parent confirms is an end that nobody saw begin', [absentAndSettled], ['gone']],
  ['a resource that outlives the work has not been deleted', [busy, present], ['busy', 'failed']],
])('%s', (_, looks, verdicts) => {
  const proof = new Proof(1)
  expect(looks.map((look) => proof.judge(look))).toEqual(verdicts)
})

/** The service as the named assumptions allow it: a true state over time, and reads that may lie. */
interface World {
  readonly showsAt: number
  readonly absentAt: number
  readonly endsAt: number
  readonly flaps: (time: number) => boolean
}

function statusAt(world: World, time: number): 'busy' | 'settled' {
  return time >= world.showsAt && time < world.endsAt ? 'busy' : 'settled'
}

function readsAbsentAt(world: World, time: number): boolean {
  return time >= world.absentAt || (statusAt(world, time) === 'busy' && world.flaps(time))
}

/** Every world of a small size. */
function* worlds(): Generator<World> {
  for (let showsAt = 0; showsAt <= 5; showsAt += 1) {
    for (let endsAt = showsAt + 1; endsAt <= 9; endsAt += 1) {
      for (let absentAt = 0; absentAt <= endsAt; absentAt += 1) {
        for (let pattern = 0; pattern < 16; pattern += 1)
          yield { showsAt, absentAt, endsAt, flaps: (time) => ((pattern >> (time % 4)) & 1) === 1 }
      }
    }
  }
}

test.each([3, 4, 7])('under the assumptions nothing is called gone while it is there, nor failed, with looks every %i', (rhythm) => {
  for (const world of worlds()) {
    for (let firstLook = 0; firstLook <= 8; firstLook += 1) expect(endOf(world, firstLook, rhythm)).toBeGreaterThanOrEqual(world.absentAt)
  }
})

/** The time at which looks of up to three reads find the resource gone. */
function endOf(world: World, firstLook: number, rhythm: number): number {
  const proof = new Proof(1)
  for (let time = firstLook; time < 60; time += rhythm) {
    const verdict = proof.judge(lookAt(world, time))
    if (verdict === 'failed') throw new Error('called failed')
    if (verdict === 'gone') return time + 2
  }
  throw new Error('never gone')
}

function lookAt(world: World, time: number): Look {
  if (statusAt(world, time) === 'busy') return busy
  const resource = readsAbsentAt(world, time + 1) ? 'absent' : 'present'
  if (statusAt(world, time + 2) === 'busy') return resource === 'absent' ? busy : present
  return { parent: 'settled', resource, settledAfterwards: true }
}
