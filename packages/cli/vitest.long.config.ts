import { mergeConfig } from 'vitest/config'
import long from '../../vitest.long.config.ts'

export default mergeConfig(long, { test: { globalSetup: ['test/global-setup.ts'], maxWorkers: 2, maxConcurrency: 6, isolate: true } })
