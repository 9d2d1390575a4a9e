import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.config.ts'

// The page is built once for all tests, which mostly wait for a browser; on a busy machine that takes its time.
export default mergeConfig(shared, {
  test: { globalSetup: ['test/build-site.ts'], maxWorkers: 3, expect: { poll: { timeout: 10_000 } } },
})
