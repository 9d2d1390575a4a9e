import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type Outcome, type TeardownOptions, teardown } from '@vpn-gateway/poller'
import { Claims } from './claims.ts'
import { type FaultRates, faultRates, injectFaults, smallChaosRates } from './faults.ts'
import { createMortal, type Disk } from './mortal.ts'
import { createScenario, type Scenario, type Size, seeded } from './scenario.ts'
import { TokenWatch } from './token-watch.ts'

export interface ChaosOptions {
  readonly size: Size
  readonly seed: number
  /** Number of deaths of the process. */
  readonly deaths: number
  /** Number of steps of the machine's wall clock, by five minutes on or back. */
  readonly clockSteps: number
  readonly rates?: FaultRates
  /** Number of polls that must show that a resource is gone. */
  readonly confirmations?: TeardownOptions['confirmations']
}

/** Options of a chaos test that takes a fraction of a second, without its seed. */
export const smallChaos: Omit<ChaosOptions, 'seed'> = {
  size: { gateways: 20, connections: 5 },
  deaths: 5,
  clockSteps: 5,
  rates: smallChaosRates,
}

/** Result of a chaos test. */
export interface Aftermath {
  readonly requests: number
  readonly deaths: number
  readonly clockSteps: number
  readonly virtualHours: number
  /** Teardowns that another one on their journal had to go on for, since not everything was known at their end. */
  readonly rounds: number
  /** Deletions that came to nothing, as they were planned to, and were called failed. */
  readonly failed: number
  /** Deletions that came to nothing unseen, and were sent again. */
  readonly resent: number
  /** Violations of the claims, in words. */
  readonly violations: readonly string[]
}

/** Deletes everything in a scenario of faults, with processes that die and clocks that are stepped, and checks the result. */
export async function runChaos(options: ChaosOptions): Promise<Aftermath> {
  const { seed, size, rates = faultRates } = options
  const scenario = createScenario(size, seed, { flappingReads: 0.2, beyondAssumptions: { absentAfterMs: 10_000 } })
  const run = new ChaosRun(scenario, options)
  injectFaults(scenario.emulator, rates)
  await run.deleteAll(scenario.connectionIds)
  const { failedIds } = run.claims
  // What has failed is there, and a teardown that knows nothing of it deletes it.
  injectFaults(scenario.emulator, { ...rates, task: 0 })
  if (failedIds.length > 0) await run.deleteAll(failedIds)
  return run.aftermath(failedIds.length)
}

/** Among so many throttles thousands of gateways wait for hours. */
const patience = { timeoutMs: Number.POSITIVE_INFINITY, busyTimeoutMs: Number.POSITIVE_INFINITY }
const stepMs = 5 * 60_000
/** Number of teardowns on one journal after which what is not known cannot be gone on with. */
const maxRounds = 12
/** About how many requests a deletion takes. */
const requestsEach = 16

class ChaosRun {
  readonly claims: Claims
  readonly #scenario: Scenario
  readonly #options: ChaosOptions
  readonly #random: () => number
  readonly #tokens = new TokenWatch()
  #requests = 0
  #processes = 0
  #deaths = 0
  #clockSteps = 0
  #rounds = 0
  /** By how much the wall clock of the machine is wrong. */
  #wrongByMs = 0
  #stepAt: number

  constructor(scenario: Scenario, options: ChaosOptions) {
    this.#scenario = scenario
    this.#options = options
    this.#random = seeded(options.seed ^ 0x5eed)
    this.claims = new Claims(scenario)
    this.#stepAt = this.#requestsUntilOneOf(options.clockSteps)
  }

  /** Goes on with one journal until each target has ended for good: gone, or failed. */
  async deleteAll(targets: readonly string[]): Promise<void> {
    const disk: Disk = []
    const failedBefore = new Set(this.claims.failedIds)
    for (let rounds = 0; ; ) {
      // Only the first process is given the targets: the others have the journal.
      const outcomes = await this.#runProcess(disk, disk.length === 0 ? targets : [])
      if (!outcomes) {
        this.#deaths += 1
        // The next process may run on another machine.
        this.#wrongByMs += stepMs * (Math.floor(this.#random() * 3) - 1)
        continue
      }
      this.claims.noteOutcomes(outcomes)
      const open = outcomes.filter(isOpen)
      if (open.length === 0) break
      rounds += 1
      this.#rounds += 1
      if (rounds < maxRounds) continue
      this.claims.noteStuck(open)
      break
    }
    const failed = this.claims.failedIds.filter((id) => !failedBefore.has(id))
    this.claims.checkJournal(disk, targets, failed)
  }

  aftermath(failed: number): Aftermath {
    const { clock, startedAtMs } = this.#scenario
    const resent = this.claims.checkWork()
    return {
      requests: this.#requests,
      deaths: this.#deaths,
      clockSteps: this.#clockSteps,
      virtualHours: (clock.now() - startedAtMs) / 3_600_000,
      rounds: this.#rounds,
      failed,
      resent,
      violations: [...this.#tokens.violations, ...this.claims.violations],
    }
  }

  /** Runs one process to the end of its teardown, or to its death, which gives no outcomes. */
  async #runProcess(disk: Disk, targets: readonly string[]): Promise<readonly Outcome[] | undefined> {
    const { deaths, confirmations } = this.#options
    this.#processes += 1
    const dieAt = this.#deaths < deaths ? this.#requests + this.#requestsUntilOneOf(deaths) : Number.POSITIVE_INFINITY
    const mortal = createMortal(this.#scenario.clock, disk, () => this.#wrongByMs)
    const death = Promise.withResolvers<undefined>()
    const client = createVpnGatewayClient({
      regionId: 'cn-hangzhou',
      clock: mortal.clock,
      fetch: (request) => {
        if (mortal.isDead) return new Promise(() => {})
        this.#noteRequest()
        const answered = this.#tokens.sent(request.url, this.#processes)
        const response = this.#scenario.emulator.fetch(request)
        if (this.#requests >= dieAt) {
          mortal.die()
          // What is on its way arrives all the same.
          response.catch(() => {})
          death.resolve(undefined)
        }
        return mortal.whileAlive(response).then(async (answer) => {
          const release = mortal.clock.hold?.()
          await answered?.(answer)
          release?.()
          return answer
        })
      },
    })
    const run = teardown(client, targets, {
      ...patience,
      confirmations,
      clock: mortal.clock,
      random: this.#random,
      journal: mortal.journal,
    })
    const watched = (async () => {
      for await (const event of run) if (!mortal.isDead) this.claims.noteEvent(event)
    })()
    const report = run.report().catch((error) => {
      this.claims.noteRejection(error)
      return []
    })
    const outcomes = await Promise.race([report, death.promise])
    if (outcomes) await watched
    return outcomes
  }

  /** Counts a request, and steps the wall clock where it is time. */
  #noteRequest(): void {
    this.#requests += 1
    if (this.#clockSteps === this.#options.clockSteps || this.#requests < this.#stepAt) return
    this.#clockSteps += 1
    this.#stepAt = this.#requests + this.#requestsUntilOneOf(this.#options.clockSteps)
    this.#wrongByMs += this.#random() < 0.5 ? stepMs : -stepMs
  }

  /** Draws after how many requests the next of some events comes that are spread over the whole run. */
  #requestsUntilOneOf(times: number): number {
    const { gateways, connections } = this.#options.size
    return Math.ceil((2 * gateways * connections * requestsEach * this.#random()) / (times + 1))
  }
}

/** Says whether another teardown with the same journal goes on with it. */
function isOpen(outcome: Outcome): boolean {
  return outcome.outcome === 'unknown' || (outcome.outcome === 'failed' && !outcome.isFinal)
}
