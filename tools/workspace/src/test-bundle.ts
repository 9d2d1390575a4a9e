import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** A program that was made of sources in one file. */
interface TestBundle {
  readonly file: string
  remove(): void
}

/**
 * Bundles a program with the sources of the packages that it uses, beside its `src`, so that the many processes of its tests start in half
 * the time. What is loaded by its own place on disk stays outside.
 *
 * @param cwd folder of the package
 * @param entry its source, under `src`
 * @param outside names of packages of this workspace that are loaded as they are
 */
export async function testBundle(cwd: string, entry: string, outside: readonly string[]): Promise<TestBundle> {
  const dir = mkdtempSync(join(cwd, '.bundle-'))
  const isInside = (id: string) => /^[./#]/.test(id) || (id.startsWith('@vpn-gateway/') && !outside.some((name) => id.startsWith(name)))
  const bundled = await rolldown({
    cwd,
    input: `src/${entry}`,
    platform: 'node',
    resolve: { conditionNames: ['@vpn-gateway/source', 'node', 'import', 'default'] },
    external: (id) => !isInside(id),
    checks: { ineffectiveDynamicImport: false },
  })
  await bundled.write({ dir, format: 'esm', entryFileNames: 'program.js' })
  return { file: join(dir, 'program.js'), remove: () => rmSync(dir, { recursive: true, force: true }) }
}
