import type { Verdict } from './check.ts'
import type { Finding } from './finding.ts'
import type { Weight } from './rules.ts'

/** Writes a verdict for the maintainer. */
export function printed({ compared, findings, shortfalls }: Verdict): string {
  if (!compared) return 'There is no baseline before the first release: nothing was compared.'
  if (findings.length === 0) return 'Nothing that needs a release has changed since the last one.'
  return [
    'Since the last release:',
    '',
    ...table(findings),
    '',
    ...(shortfalls.length === 0
      ? ['The changesets are enough.']
      : shortfalls.map(
          ({ name, needs, planned }) =>
            `${name} needs ${needs}, its changesets have ${planned === 'none' ? 'nothing' : planned}: add one with \`npx changeset\``,
        )),
  ].join('\n')
}

function table(findings: readonly Finding[]): string[] {
  const rows = findings.map(({ name, place, says, weights }) => [name, place, levelsOf(weights), says])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`)
}

/** `breaking core, client; repair cli` */
function levelsOf(weights: Finding['weights']): string {
  const order: Weight[] = ['breaking', 'feature', 'repair']
  return order
    .map((weight) => [weight, Object.keys(weights).filter((name) => weights[name] === weight)] as const)
    .flatMap(([weight, names]) => (names.length > 0 ? [`${weight} ${names.join(', ')}`] : []))
    .join('; ')
}
