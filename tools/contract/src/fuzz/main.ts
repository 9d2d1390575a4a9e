import { parseArgs } from 'node:util'
import { runFuzz } from './fuzz.ts'

const usage = `Usage: npm run fuzz [-- --seed <number>] [--requests <number>] [--json]
100,000 malformed requests to the emulator's port. Exits with 1 when one was answered wrongly, changed something, stays in memory,
or left the emulator unable to answer.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    requests: { type: 'string', default: '100000' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const [seed, requests] = [Number(values.seed), Number(values.requests)]
if (!Number.isSafeInteger(seed) || !(Number.isSafeInteger(requests) && requests > 0)) {
  console.error(`--seed and --requests must be whole numbers.\n${usage}`)
  process.exit(2)
}

const { violation, ...aftermath } = await runFuzz({ seed, requests })
if (values.json) console.log(JSON.stringify({ seed, ...aftermath, violation }))
else {
  const answers = Object.entries(aftermath.answers).map(([status, count]) => `${count} × ${status}`)
  console.log(`${aftermath.requests} malformed requests: ${answers.join(', ')}.`)
  console.log(
    `${aftermath.heap.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(' MB are in use after a tenth of them, ')} MB at the end.`,
  )
  console.log(
    violation === undefined
      ? `Nothing was changed, and the emulator answers (seed ${seed}).`
      : `${violation}\nReplay it with: npm run fuzz -- --seed ${seed}`,
  )
}
process.exitCode = violation === undefined ? 0 : 1
