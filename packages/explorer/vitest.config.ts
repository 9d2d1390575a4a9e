import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

// The page is built once for all tests, which share one browser and mostly wait for it.
export default mergeConfig(shared, {
  test: { globalSetup: ['test/global-setup.ts'], maxWorkers: 4 },
})
