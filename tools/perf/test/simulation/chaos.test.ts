import { testChaos } from './chaos.ts'

testChaos(Array.from({ length: 6 }, (_, at) => at + 1))
