import { parseArgs } from 'node:util'
import { type Aftermath, runStorm } from './storm.ts'

const usage = `Usage: npm run storm [-- --seed <number>] [--gateways <number>] [--json]
10,000 deletions on 1,000 gateways in virtual time, with faults and 20 deaths of the process. Exits with 1 when something was
left, ended early or twice, or was sent with two tokens.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    gateways: { type: 'string', default: '1000' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const [seed, gateways] = [Number(values.seed), Number(values.gateways)]
if (!Number.isSafeInteger(seed) || !(Number.isSafeInteger(gateways) && gateways > 0)) {
  console.error(`--seed and --gateways must be whole numbers.\n${usage}`)
  process.exit(2)
}

const aftermath = await runStorm({ size: { gateways, connections: 10 }, seed, deaths: 20, faultRate: 0.05 })
console.log(values.json ? JSON.stringify({ seed, deletions: gateways * 10, ...aftermath }) : told(aftermath))
process.exitCode = aftermath.violations.length === 0 ? 0 : 1

function told({ requests, deaths, virtualHours, violations }: Aftermath): string {
  const what = `${gateways * 10} deletions on ${gateways} gateways: ${requests} requests, ${deaths} deaths, ${virtualHours.toFixed(2)} hours of virtual time`
  if (violations.length === 0) return `${what}. Nothing was left, early, or done twice (seed ${seed}).`
  const shown = violations.slice(0, 20).map((violation) => `  ${violation}`)
  return `${what}. ${violations.length} violations:\n${shown.join('\n')}\nReplay it with: npm run storm -- --seed ${seed} --gateways ${gateways}`
}
