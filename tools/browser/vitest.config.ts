import { playwright } from '@vitest/browser-playwright'
import { chromiumArguments, chromiumHere, chromiumHint } from '@vpn-gateway/workspace/chromium'
import { defineConfig, mergeConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import everywhere from '../../vitest.config.ts'
import { workerScript } from './src/worker-script.ts'

const ofReact = [
  ...['react', 'react/jsx-dev-runtime', 'react-dom/client', '@tanstack/react-query', 'vitest-browser-react'],
  ...['openapi-react-query', '@vpn-gateway/client > openapi-fetch'],
]

/** Tests in Chromium with one major version of msw, which they all call `msw`. */
function inChromium(
  executablePath: string,
  mswMajor: 2 | 3,
  options: { readonly exclude?: string[] } = {},
): TestProjectInlineConfiguration {
  const name = mswMajor === 3 ? 'msw' : 'msw-2'
  return {
    extends: true,
    plugins: [workerScript(name)],
    resolve: { alias: [{ find: /^msw(\/.*)?$/, replacement: `${name}$1` }] },
    cacheDir: `node_modules/.vite/${name}`,
    // What is not found before the first test would make the page load again in the midst of one.
    optimizeDeps: { include: ['msw-2', name, `${name}/browser`, '@vpn-gateway/emulator > tinyqueue', ...ofReact] },
    test: {
      ...options,
      include: ['test/**/*.test.tsx'],
      name: `msw ${mswMajor}`,
      provide: { mswMajor },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath, args: chromiumArguments() } }),
        instances: [{ browser: 'chromium' }],
      },
    },
  }
}

const chromium = chromiumHere()
if (chromium === undefined) {
  if (process.env.CI) throw new Error(`there is no Chromium: ${chromiumHint}`)
  console.warn(`Skipped, for there is no Chromium: ${chromiumHint}`)
}

// Only tests that use msw are run with both versions of it.
const tests =
  chromium === undefined
    ? { exclude: ['**'], passWithNoTests: true }
    : {
        projects: [
          inChromium(chromium, 3),
          inChromium(chromium, 2, { exclude: ['test/in-process.test.ts', 'test/virtual-time.test.ts', 'test/react.test.tsx'] }),
        ],
      }

export default mergeConfig(everywhere, defineConfig({ test: { isolate: true, ...tests } }))
