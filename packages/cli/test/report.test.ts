import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { TeardownPlan } from '@vpn-gateway/poller'
import { beforeEach, expect, test } from 'vitest'
import { keepFields, Report } from '../src/report.ts'
import { folderOfTest } from './service.ts'

let folder: string
beforeEach(() => {
  folder = folderOfTest().path
})

const planOf = (id: string, fields: object): TeardownPlan => ({
  version: 1,
  atMs: Date.parse('2024-01-02T03:04:05Z'),
  regionId: 'cn-hangzhou',
  targets: [id],
  deletions: [{ id, resource: 'VpnConnection', fields: fields as Record<string, unknown> }],
  gateways: [],
  left: [],
  obstacles: [],
})

test('what is kept within one second is never overwritten, and the same is kept once', async () => {
  for (const Name of ['one', 'two', 'three', 'two', 'three']) await keepFields(folder, planOf('vco-1', { Name }))
  const names = readdirSync(folder).sort()
  expect(names).toEqual(['vco-1.20240102T030405-2.json', 'vco-1.20240102T030405.json', 'vco-1.json'])
  expect(names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).fields.Name)).toEqual(['three', 'two', 'one'])
})

test.skipIf(process.platform === 'win32')('what is kept is not compared with what has no end', async () => {
  symlinkSync('/dev/zero', join(folder, 'vco-1.json'))
  await keepFields(folder, planOf('vco-1', { Name: 'one' }))
  expect(readdirSync(folder).sort()).toEqual(['vco-1.20240102T030405.json', 'vco-1.json'])
})

test('a report that cannot be written leaves no file in the way of the next one', () => {
  const path = join(folder, 'report.json')
  // No JSON can say it.
  const journal = 1n as unknown as string
  expect(() => new Report(path, [], [], { journal })).toThrow(/^--report cannot be written/)
  expect(readdirSync(folder)).toEqual([])
})

test('a report takes the place of nothing, not even of a link that leads nowhere', () => {
  const path = join(folder, 'report.json')
  symlinkSync(join(folder, 'nowhere'), path)
  expect(() => new Report(path, [], [], {})).toThrow(/^--report is there already/)
  expect(readdirSync(folder)).toEqual(['report.json'])
})
