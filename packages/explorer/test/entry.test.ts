import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { expect, test } from 'vitest'
import { siteFolder as ofPackage } from '../src/index.ts'

const site = new URL(process.env.EXPLORER_SITE ?? '')

test('in the repository the folder holds the page, built from its sources', () => {
  expect(readdirSync(site)).toEqual(expect.arrayContaining(['assets', 'index.html', 'licences.md']))
  expect(existsSync(new URL('licences.md', site))).toBe(true)
})

test('in the package it is beside the entry', async () => {
  expect((await ofPackage()).pathname).toMatch(/\/site\/$/)
})

test('the policy of the page is that of the server, so that another server keeps it too', async () => {
  const server = await serve(createEmulator(), { pages: { '/_explorer/': site } })
  const answer = await fetch(`${server.url}/_explorer/`)
  const directives = (policy: string | null | undefined) => policy?.split(';').map((each) => each.trim())
  const [, own] = /http-equiv="content-security-policy"\s+content="([^"]+)"/.exec(readFileSync(new URL('index.html', site), 'utf8')) ?? []
  // A page cannot say by itself who may frame it.
  expect([...(directives(own) ?? []), "frame-ancestors 'none'"]).toEqual(directives(answer.headers.get('content-security-policy')))
  expect(own).not.toContain('unsafe')
  await server.close()
})
