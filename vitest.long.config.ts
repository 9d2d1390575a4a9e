import { defineConfig } from 'vitest/config'
import shared from './vitest.config.ts'

/** The tests of `npm run test:all` that `npm test` leaves out: long ones that seldom find something. */
export default defineConfig({ ...shared, test: { ...shared.test, include: ['test/long/**/*.test.ts'], exclude: [] } })
