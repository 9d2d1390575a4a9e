import { arch, cpus, platform, totalmem } from 'node:os'
import { type Measured, passes } from './measure.ts'

/** The machine of the figures, without its name. */
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

/** Writes the table for a terminal. */
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

/** Writes the page of results. */
export function toMarkdown(suite: string, about: string, all: readonly Measured[], machine: Machine): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(head), line(head.map(() => '---')), ...all.map((measured) => line(rowOf(measured)))]
  return `# Benchmarks: ${suite}\n\nWritten by \`npm run bench -- ${suite}\`. ${sentence(machine)}\n\n${table.join('\n')}\n\n${about}\n`
}

function sentence({ cpu, cores, memoryGb, system, node }: Machine): string {
  return `Measured on ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}.`
}
