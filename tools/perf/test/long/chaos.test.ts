import { testChaos } from '../simulation/chaos.ts'

// The first ones are run by every test.
testChaos(Array.from({ length: 24 }, (_, at) => at + 7))
