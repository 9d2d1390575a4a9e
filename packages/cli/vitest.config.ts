import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

// Processes mostly wait for the deletions that they follow.
export default mergeConfig(shared, { test: { globalSetup: ['test/global-setup.ts'], maxWorkers: 3, maxConcurrency: 8, isolate: true } })
