import { checkPreset } from './check-preset.ts'
import { createClient } from './client.ts'
import { checkOverPort, checkOverServiceFetch } from './generated-client.ts'

await checkOverPort('kubb', createClient)
await checkOverServiceFetch('kubb', createClient)
await checkPreset()
