import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

// Processes mostly wait for the deletions that they follow.
export default mergeConfig(shared, { test: { globalSetup: ['test/global-setup.ts'], maxWorkers: 4, maxConcurrency: 10, isolate: true } })
