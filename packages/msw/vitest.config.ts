import { defineConfig, mergeConfig } from 'vitest/config'
import everywhere from '../../vitest.config.ts'

/** What the sources and the tests call msw is the version that a project says. */
export default mergeConfig(
  everywhere,
  defineConfig({
    test: {
      isolate: true,
      projects: [
        { extends: true, test: { name: 'msw 3', provide: { mswMajor: 3 } } },
        {
          extends: true,
          test: { name: 'msw 2', provide: { mswMajor: 2 } },
          resolve: { alias: [{ find: /^msw(\/.*)?$/, replacement: 'msw-2$1' }] },
        },
      ],
    },
  }),
)
