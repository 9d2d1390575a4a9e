#!/usr/bin/env node
import { main } from './program.ts'
import { surviveClosedStreams } from './terminal.ts'

surviveClosedStreams()
await main(process.argv.slice(2))
