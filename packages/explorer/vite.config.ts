import { fileURLToPath } from 'node:url'
import { defaultClientConditions, defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The page is made of the sources of the packages, so that it needs none of them to be built.
export default defineConfig({
  root: at('src/page/'),
  // It may be served under any path.
  base: './',
  resolve: { conditions: ['@vpn-gateway/source', ...defaultClientConditions] },
  build: {
    outDir: at('dist/site/'),
    emptyOutDir: true,
    target: 'es2024',
    modulePreload: false,
    // The content security policy lets no data in the place of files.
    assetsInlineLimit: 0,
    // The licences of what is in the page go with it.
    license: { fileName: 'licences.md' },
  },
})
