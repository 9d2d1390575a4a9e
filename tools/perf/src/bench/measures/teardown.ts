import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '@vpn-gateway/workspace/packages'
import { optimalOvershootMs } from '../../simulation/optimum.ts'
import { ours, pollAtOnce, terraform } from '../../simulation/policies.ts'
import type { Size } from '../../simulation/scenario.ts'
import { type Figures, meanOfSeeds } from '../../simulation/trace.ts'
import type { Bar, Measured } from '../measure.ts'
import { median } from '../rounds.ts'

const seeds = 20

interface Trace {
  readonly name: string
  readonly size: Size
  readonly time: { readonly bar: number; readonly aim: number }
}

const traces: readonly Trace[] = [
  { name: '1,000 on 100 gateways', size: { gateways: 100, connections: 10 }, time: { bar: 1.15, aim: 1.08 } },
  { name: '100 on one gateway', size: { gateways: 1, connections: 100 }, time: { bar: 1.2, aim: 1.13 } },
]

/** Measures the time and the requests of teardowns, beside other policies. */
export async function measureTraces(found: (measured: Measured) => void): Promise<void> {
  for (const { name, size, time } of traces) {
    const once = await meanOfSeeds(ours(1), size, seeds)
    const twice = await meanOfSeeds(ours(2), size, seeds)
    const peers = { Terraform: await meanOfSeeds(terraform, size, seeds), pages: await meanOfSeeds(pollAtOnce, size, seeds) }
    const row = (what: string, against: string, figure: (figures: Figures) => number, bar: Bar, aim: number, digits = 2): Measured => ({
      name: `${what}, ${name}`,
      against,
      ours: figure(once),
      official: undefined,
      bar,
      aim,
      values: Object.fromEntries(Object.entries(peers).map(([peer, figures]) => [peer, figure(figures).toFixed(digits)])),
    })
    found(row('time', 'the longest work', (figures) => figures.time, { atMost: time.bar }, time.aim))
    found(row('calls', 'per deletion', (figures) => figures.callsPerDeletion, { atMost: 5 }, 4.3))
    found(row('refusals that we caused', 'count', ({ refusals }) => refusals, { atMost: 0 }, 0, 0))
    found(row('given up', 'count', ({ givenUp }) => givenUp, { atMost: 0 }, 0, 0))
    found(row('reported gone while there', 'count', ({ early }) => early, { atMost: 0 }, 0, 0))
    found({
      ...row('calls with two confirmations', 'per deletion', () => twice.callsPerDeletion, { atMost: 6.5 }, 5.5),
      values: { time: twice.time.toFixed(2), refusals: twice.refusals.toFixed(0), early: twice.early.toFixed(0) },
    })
    const optimum = optimalOvershootMs(20_000, 0.5, once.pollsPerDeletion)
    found({
      ...row('overshoot', 'the optimal policy', () => once.overshootMs / optimum, { atMost: 1.5 }, 1.1),
      values: {
        polls: once.pollsPerDeletion.toFixed(2),
        ours: `${(once.overshootMs / 1000).toFixed(2)} s`,
        optimal: `${(optimum / 1000).toFixed(2)} s`,
      },
    })
  }
}

interface Cost {
  readonly cpuMs: number
  readonly rssMb: number
}

const rounds = 5

/** Measures the cost of a further deletion where there are many, against where there are few. */
export function measureCost(): Measured[] {
  const measured = new Map<number, Cost[]>([100, 200, 900, 1000].map((gateways) => [gateways, []]))
  for (let round = 0; round < rounds; round += 1) for (const [gateways, costs] of measured) costs.push(costOf(gateways))
  const further = (from: number, to: number, field: keyof Cost) => {
    const of = (gateways: number) => median((measured.get(gateways) ?? []).map((cost) => cost[field]))
    return (of(to) - of(from)) / (10 * (to - from))
  }
  return (['cpuMs', 'rssMb'] as const).map((field) => {
    const [few, many] = [further(100, 200, field), further(100, 1000, field)]
    const unit = field === 'cpuMs' ? 'ms' : 'MB'
    return {
      name: `${field === 'cpuMs' ? 'CPU' : 'memory'} of a further deletion at 10,000`,
      against: 'one at 1,000',
      ours: many / few,
      official: undefined,
      bar: { atMost: 1.3 },
      aim: 1,
      values: { 'at 1,000': `${few.toFixed(3)} ${unit}`, 'at 10,000': `${many.toFixed(3)} ${unit}` },
    }
  })
}

function costOf(gateways: number): Cost {
  const program = join(root, 'tools/perf/src/simulation/cost-main.ts')
  return JSON.parse(
    execFileSync(process.execPath, ['--conditions=@vpn-gateway/source', program, String(gateways)], { encoding: 'utf8' }),
  ) as Cost
}
