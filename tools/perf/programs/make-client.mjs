// make-client.mjs CONTESTANT: imports a client and makes one.
import { contestants } from './contestants.mjs'

const [name] = process.argv.slice(2)
await contestants[name]('http://127.0.0.1:1')
