import { arch, cpus, platform, totalmem } from 'node:os'
import { type Measured, passes } from './measure.ts'

/** Where the figures were measured; without a name of the machine. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
}

export function thisMachine(): Machine {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
  }
}

const head = ['measure', 'against', 'official', 'ours', 'bar', 'aim', '', 'measured']

function rowOf(measured: Measured): string[] {
  const { name, against, ours, official, bar, aim, values } = measured
  const limit = 'atMost' in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`
  const shown = Object.entries(values).map(([side, value]) => `${side} ${value}`)
  return [
    name,
    against,
    official === undefined ? '–' : figure(official),
    figure(ours),
    limit,
    `${aim}`,
    passes(measured) ? 'ok' : 'MISSED',
    shown.join(', '),
  ]
}

function figure(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toFixed(2)
}

/** The table for a terminal. */
export function toText(all: readonly Measured[], machine: Machine): string {
  const rows = [head, ...all.map(rowOf)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `${sentence(machine)}\n\n${lines.join('\n')}`
}

/** The page of results. */
export function toMarkdown(all: readonly Measured[], machine: Machine): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...all.map((measured) => line(rowOf(measured)))]
  return `# Benchmarks

Written by \`npm run bench\`. ${sentence(machine)}

${table.join('\n')}

A figure is a ratio of medians: the sides take turns in every round, the official client in every fourth, each in a fresh
process. *Hand-signed* is [\`hand-signed.mjs\`](../tools/bench/programs/hand-signed.mjs): \`node:http\` with a keep-alive agent,
a V3 signature, \`JSON.parse\`, nothing else. *Official* is \`@alicloud/vpc20160428\`. *Ours* is what an install of the packed
\`@vpn-gateway/client\` gives. Sizes are counts. Machines differ and have neighbours: compare ratios, and run it on yours.
`
}

function sentence({ cpu, cores, memoryGb, system, node }: Machine): string {
  return `Measured on ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}.`
}
