import { checkMocks } from './check-mocks.ts'
import { createClient } from './client.ts'
import { checkOverPort, checkOverServiceFetch } from './generated-client.ts'

await checkOverPort('orval', createClient)
await checkOverServiceFetch('orval', createClient)
await checkMocks()
