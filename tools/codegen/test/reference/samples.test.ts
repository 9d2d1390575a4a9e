import { execFile } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { operationNames } from '@vpn-gateway/core'
import { expect, test } from 'vitest'
import { pages, samples, writeSamples } from './pages.ts'

const run = promisify(execFile)
const folder = writeSamples()

test('there is a page for every operation, and none else', () => {
  const names = readdirSync(pages).map((name) => basename(name, '.md'))
  expect(names.toSorted()).toEqual([...operationNames, 'README'].toSorted())
})

test('the samples in TypeScript compile', async () => {
  const options = { extends: '../../../../tsconfig.base.json', compilerOptions: { noEmit: true }, include: ['.'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  const tsc = fileURLToPath(new URL('../../../../node_modules/.bin/tsc', import.meta.url))
  await expect(run(tsc, ['-p', folder])).resolves.toMatchObject({ stdout: '' })
  // As wrong as it can be with one letter.
  writeFileSync(join(folder, 'wrong.ts'), (samples.DescribeVpnGateway?.client ?? '').replace('VpnGatewayId:', 'VpnGatewayID:'))
  await expect(run(tsc, ['-p', folder])).rejects.toMatchObject({ stdout: expect.stringContaining('VpnGatewayID') })
  rmSync(join(folder, 'wrong.ts'))
})
