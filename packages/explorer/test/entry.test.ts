import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { siteFolder as ofPackage } from '../src/index.ts'
import { siteFolder } from '../src/source.node.ts'

test('in the repository the folder holds the page, built from its sources once', async () => {
  const folder = await siteFolder()
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['assets', 'index.html', 'licences.md']))
  expect(await siteFolder()).toBe(folder)
})

test('in the package it is beside the entry', async () => {
  expect((await ofPackage()).pathname).toMatch(/\/site\/$/)
})
