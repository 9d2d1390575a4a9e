import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

// The page is built once for all tests, which mostly wait for a browser.
export default mergeConfig(shared, {
  test: { globalSetup: ['test/build-site.ts'], maxWorkers: 3 },
})
