// one-call.mjs CONTESTANT ENDPOINT: one call from a fresh process.
import { contestants } from './contestants.mjs'

const [name, endpoint] = process.argv.slice(2)
await (await contestants[name](endpoint))()
process.exit()
