import { parseArgs } from 'node:util'
import { type Aftermath, type ChaosOptions, runChaos, smallChaos } from './chaos.ts'

const usage = `Usage: npm run storm [-- --seed <number>] [--gateways <number> | --small] [--confirmations <1 or 2>] [--json]
Deletes 10 connections on each of 1,000 gateways in virtual time, while requests are lost, reads are refused or answered by
something else, deletions fail, the process dies 20 times, and its wall clock is stepped 20 times; --small runs one of the chaos tests
of npm test. Exits with 1 when something was left, called gone while it was there or failed while it was not, done twice, sent
with a second token while the first had no answer, or could not be gone on with.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    gateways: { type: 'string', default: '1000' },
    small: { type: 'boolean' },
    confirmations: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const [seed, gateways, confirmations] = [Number(values.seed), Number(values.gateways), Number(values.confirmations)]
if (!Number.isSafeInteger(seed) || !(Number.isSafeInteger(gateways) && gateways > 0) || (confirmations !== 1 && confirmations !== 2)) {
  console.error(`--seed and --gateways must be whole numbers, --confirmations 1 or 2.\n${usage}`)
  process.exit(2)
}

const bigChaos: Omit<ChaosOptions, 'seed'> = { size: { gateways, connections: 10 }, deaths: 20, clockSteps: 20 }
const options = { ...(values.small ? smallChaos : bigChaos), seed, confirmations } as const
const deletions = options.size.gateways * options.size.connections
const aftermath = await runChaos(options)
console.log(values.json ? JSON.stringify({ seed, deletions, ...aftermath }) : textOf(aftermath))
process.exitCode = aftermath.violations.length === 0 ? 0 : 1

function textOf({ requests, deaths, clockSteps, virtualHours, rounds, failed, resent, violations }: Aftermath): string {
  const line = [
    `${deletions} deletions on ${options.size.gateways} gateways: ${requests} requests, ${deaths} deaths, ${clockSteps} clock steps`,
    `${virtualHours.toFixed(2)} hours of virtual time, ${rounds} further rounds, ${failed} called failed, ${resent} sent again`,
    `${violations.length} violations (seed ${seed}).`,
  ].join(', ')
  if (violations.length === 0) return line
  const shown = violations.slice(0, 20).map((violation) => `  ${violation}`)
  const size = values.small ? '--small' : `--gateways ${gateways}`
  return `${line}\n${shown.join('\n')}\nReplay it with: npm run storm -- --seed ${seed} ${size} --confirmations ${confirmations}`
}
