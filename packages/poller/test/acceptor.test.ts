import { describe, expect, test } from 'vitest'
import { accept, type Confirmation, type Evidence, extendStreak, isConfirmed, type Streak, type Verdict } from '../src/engine/acceptor.ts'

const idleThen = (resource: Evidence['resource'], after?: Evidence['after']): Evidence => ({
  before: 'idle',
  ...(resource && { resource }),
  ...(after && { after }),
})

describe('one poll', () => {
  test.each<[string, Evidence, worked: boolean, Verdict]>([
    ['an early "idle" proves nothing', idleThen('present'), false, 'notBegun'],
    ['a busy gateway is work', { before: 'busy' }, false, 'working'],
    ['a resource that is being deleted is work, whatever its gateway reads', idleThen('working'), false, 'working'],
    ['also where there is no gateway', { resource: 'working' }, false, 'working'],
    ['an absence needs the gateway idle after it', idleThen('absent'), true, 'pending'],
    ['which makes it an end', idleThen('absent', 'idle'), true, 'gone'],
    ['also one that was not seen to begin', idleThen('absent', 'idle'), false, 'gone'],
    ['a gateway that turns busy was about to show work', idleThen('absent', 'busy'), false, 'working'],
    ['a resource that outlives the work has not been deleted', idleThen('present', 'idle'), true, 'failed'],
    ['unless its gateway turns busy again', idleThen('present', 'busy'), true, 'working'],
    ['or was not read again', idleThen('present'), true, 'pending'],
    ['a locked gateway does not fail a deletion', { before: 'locked', resource: 'present', after: 'locked' }, true, 'unknown'],
    ['and does not hide that it has ended', { before: 'locked', resource: 'absent', after: 'locked' }, true, 'gone'],
    ['another status proves nothing', { before: 'other' }, true, 'pending'],
    ['an unreadable gateway proves nothing', { before: 'unknown' }, true, 'unknown'],
    ['nor does an unreadable resource', idleThen('unknown'), true, 'unknown'],
    ['nor a gateway that cannot be read again', idleThen('absent', 'unknown'), false, 'unknown'],
    ['a gateway that is gone, and what was on it', { before: 'absent', resource: 'absent' }, false, 'gone'],
    ['a gateway that is gone, and what is on it', { before: 'absent', resource: 'present' }, true, 'unknown'],
    ['an idle gateway is the end where others verify the absence', idleThen(undefined), true, 'idle'],
  ])('%s', (_, evidence, worked, verdict) => {
    expect(accept(evidence, worked)).toBe(verdict)
  })

  test('of anything at all never says an end that it has not read', () => {
    const gateways = [undefined, 'idle', 'locked', 'busy', 'other', 'absent', 'unknown'] as const
    for (const before of gateways)
      for (const after of gateways)
        for (const resource of ['present', 'working', 'absent', 'unknown'] as const)
          for (const worked of [true, false]) {
            const verdict = accept({ ...(before && { before }), resource, ...(after && { after }) }, worked)
            if (verdict === 'gone') expect([resource, before === 'busy']).toEqual(['absent', false])
            if (verdict === 'failed' && before) expect([resource, worked, after ?? 'idle']).toEqual(['present', true, 'idle'])
          }
  })
})

/** The service as the named assumptions allow it: a true state over time, and reads that may lie or show nothing. */
interface Scenario {
  readonly showsAt: number
  readonly absentAt: number
  readonly endsAt: number
  /** Whether the work comes to nothing, so that the resource never turns absent. */
  readonly fails: boolean
  /** At which times reads of the resource find nothing while the gateway reads busy. */
  readonly flaps: (time: number) => boolean
  /** At which times nothing can be read, or an answer is about something else. */
  readonly hides: (time: number) => boolean
  /** Whether the work shows on the resource instead of on the gateway. */
  readonly showsOnResource: boolean
}

function gatewayAt(world: Scenario, time: number): 'busy' | 'idle' | 'unknown' {
  if (world.hides(time)) return 'unknown'
  return !world.showsOnResource && time >= world.showsAt && time < world.endsAt ? 'busy' : 'idle'
}

function resourceAt(world: Scenario, time: number): 'present' | 'working' | 'absent' | 'unknown' {
  if (world.hides(time)) return 'unknown'
  if (!world.fails && time >= world.absentAt) return 'absent'
  const isAtWork = time >= world.showsAt && time < world.endsAt
  if (world.showsOnResource) return isAtWork ? 'working' : 'present'
  return isAtWork && world.flaps(time) ? 'absent' : 'present'
}

/** Every world of a small size; with nothing hidden, or one of some patterns. */
function* worlds(fails: boolean): Generator<Scenario> {
  const patterns = [0, 0b0101, 0b0011, 0b1101]
  for (let showsAt = 0; showsAt <= 4; showsAt += 1)
    for (let endsAt = showsAt + 1; endsAt <= 8; endsAt += 1)
      for (let absentAt = 0; absentAt <= endsAt; absentAt += 2)
        for (const flapping of patterns)
          for (const hiding of [0, 0b00000000100, 0b00001000001])
            for (const showsOnResource of [false, true])
              yield {
                ...{ showsAt, absentAt: showsOnResource ? endsAt : absentAt, endsAt, fails, showsOnResource },
                flaps: (time) => ((flapping >> (time % 4)) & 1) === 1,
                hides: (time) => ((hiding >> (time % 11)) & 1) === 1,
              }
}

type Look = (world: Scenario, time: number, worked: boolean) => Evidence

/** The gateway, the resource, and the gateway again where it matters; by a listing, which is a weak witness of absence. */
const withGateway =
  (isListed: boolean): Look =>
  (world, time, worked) => {
    const before = gatewayAt(world, time)
    if (before !== 'idle') return { before }
    const resource = resourceAt(world, time + 1)
    const isAsked = resource === 'absent' || (resource === 'present' && worked)
    return { before, resource, ...(isAsked && { after: gatewayAt(world, time + 2) }), ...(isListed && { isWeak: true }) }
  }

/** Without a gateway nothing but the absence shows the end. */
const withoutGateway: Look = (world, time) => ({ resource: resourceAt({ ...world, showsOnResource: true }, time) })

/** Length of one unit of time: a failure must hold for ten of them. */
const limitsOf = (confirmations: 1 | 2): Confirmation => ({ confirmations, apartMs: 1, confirmFailureMs: 10 })

/** Gives the end that polls at a rhythm come to, and its time. */
function endOf(
  world: Scenario,
  look: Look,
  first: number,
  rhythm: number,
  limits: Confirmation,
): { verdict: 'gone' | 'failed'; at: number } | undefined {
  let streak: Streak | undefined
  let worked = false
  for (let time = first; time < first + 40 * rhythm; time += rhythm) {
    const evidence = look(world, time, worked)
    const verdict = accept(evidence, worked)
    worked ||= verdict === 'working'
    streak = extendStreak(streak, verdict, rhythm)
    if (
      streak &&
      streak.verdict === verdict &&
      (verdict === 'gone' || verdict === 'failed') &&
      isConfirmed(streak, evidence, worked, limits)
    )
      return { verdict, at: time + 2 }
  }
  return undefined
}

const looks = { 'by reads': withGateway(false), 'by listings': withGateway(true), 'without a gateway': withoutGateway }

describe.each(Object.entries(looks))('in every small world, %s', (name, look) => {
  const shows = (world: Scenario) => (name === 'without a gateway' ? { ...world, absentAt: world.endsAt, flaps: () => false } : world)

  test.each([3, 4, 7])('what goes is called gone, never before it is, and never failed, with polls every %i', (rhythm) => {
    for (const confirmations of [1, 2] as const)
      for (const given of worlds(false)) {
        const world = shows(given)
        for (let first = 0; first <= 8; first += 2) {
          const end = endOf(world, look, first, rhythm, limitsOf(confirmations))
          expect(end?.verdict).toBe('gone')
          expect(end?.at).toBeGreaterThanOrEqual(world.absentAt)
        }
      }
  })

  test.each([3, 4, 7])('what stays is never called gone, nor failed before its work has ended, with polls every %i', (rhythm) => {
    for (const confirmations of [1, 2] as const)
      for (const given of worlds(true)) {
        const world = shows(given)
        for (let first = 0; first <= 8; first += 2) {
          const end = endOf(world, look, first, rhythm, limitsOf(confirmations))
          expect(end?.verdict).not.toBe('gone')
          if (end) expect(end.at).toBeGreaterThanOrEqual(world.endsAt)
        }
      }
  })
})

describe('polls that agree', () => {
  const limits: Confirmation = { confirmations: 2, apartMs: 1_000, confirmFailureMs: 30_000 }
  const streakOf = (...polls: [Verdict, afterMs: number][]) =>
    polls.reduce<Streak | undefined>((streak, poll) => extendStreak(streak, ...poll), undefined)

  test('two that say gone must be apart', () => {
    expect(isConfirmed(streakOf(['gone', 0], ['gone', 999])!, idleThen('absent'), true, limits)).toBe(false)
    expect(isConfirmed(streakOf(['gone', 0], ['gone', 1_000])!, idleThen('absent'), true, limits)).toBe(true)
  })

  test('what could not be read between them neither confirms nor disproves; anything else begins anew', () => {
    expect(streakOf(['gone', 0], ['unknown', 500], ['gone', 500])).toEqual({ verdict: 'gone', times: 2, heldMs: 1_000 })
    for (const other of ['working', 'pending', 'failed', 'notBegun'] as const)
      expect(streakOf(['gone', 0], [other, 500], ['gone', 500])).toEqual({ verdict: 'gone', times: 1, heldMs: 0 })
  })

  test.each<[confirmations: 1 | 2, gapsMs: number[], boolean]>([
    [1, [29_999], false],
    [1, [30_000], true],
    [2, [30_000, 30_000], false],
    [2, [15_000, 15_000, 15_000, 14_999], false],
    [2, [15_000, 15_000, 15_000, 15_000], true],
  ])('a failure must hold for its whole time, with %i confirmation(s) after %j ms: %j', (confirmations, gapsMs, holds) => {
    const streak = streakOf(['failed', 0], ...gapsMs.map((ms): ['failed', number] => ['failed', ms]))!
    expect(isConfirmed(streak, idleThen('present', 'idle'), true, { ...limits, confirmations })).toBe(holds)
  })

  test.each<[string, Evidence, worked: boolean]>([
    ['no gateway to compare with', { resource: 'absent' }, true],
    ['a gateway that is gone', { before: 'absent', resource: 'absent' }, true],
    ['a listing as the only witness', { ...idleThen('absent'), isWeak: true }, true],
    ['work that was never seen', idleThen('absent', 'idle'), false],
  ])('one is not enough where there is %s', (_, evidence, worked) => {
    const once = { ...limits, confirmations: 1 as const }
    expect(isConfirmed(streakOf(['gone', 0])!, evidence, worked, once)).toBe(false)
    expect(isConfirmed(streakOf(['gone', 0], ['gone', 1_000])!, evidence, worked, once)).toBe(true)
    expect(isConfirmed(streakOf(['gone', 0])!, idleThen('absent'), true, once)).toBe(true)
  })
})
