import { chromiumArguments, findChromium, type Machine } from '@vpn-gateway/workspace/chromium'
import { expect, test } from 'vitest'

/** A machine with these programs and this environment. */
function machine(programs: readonly string[], env: Machine['env'] = { PATH: '/usr/local/bin:/usr/bin' }): Machine {
  return { env, isProgram: (path) => programs.includes(path), downloaded: '/cache/chrome' }
}

test('Chromium is found where Debian, Chrome and Playwright put it', () => {
  expect(findChromium(machine(['/usr/bin/chromium']))).toBe('/usr/bin/chromium')
  expect(findChromium(machine(['/usr/bin/chromium-browser']))).toBe('/usr/bin/chromium-browser')
  expect(findChromium(machine(['/usr/local/bin/google-chrome']))).toBe('/usr/local/bin/google-chrome')
  expect(findChromium(machine(['/cache/chrome']))).toBe('/cache/chrome')
  expect(findChromium(machine(['/usr/local/bin/chromium', '/usr/bin/chromium-headless-shell']))).toBe('/usr/bin/chromium-headless-shell')
})

test('what Playwright downloaded goes before what is installed, and CHROMIUM_PATH before all', () => {
  const programs = ['/usr/bin/chromium', '/cache/chrome', '/mine/chrome']
  expect(findChromium(machine(programs))).toBe('/cache/chrome')
  expect(findChromium(machine(programs, { PATH: '/usr/bin', CHROMIUM_PATH: '/mine/chrome' }))).toBe('/mine/chrome')
  expect(findChromium(machine(['/usr/bin/chromium'], { PATH: '/usr/bin', CHROMIUM_PATH: '' }))).toBe('/usr/bin/chromium')
})

test('without one there is none, and a CHROMIUM_PATH that leads nowhere is an error', () => {
  expect(findChromium(machine([]))).toBeUndefined()
  expect(findChromium(machine(['/usr/bin/chromium'], {}))).toBeUndefined()
  expect(() => findChromium(machine(['/usr/bin/chromium'], { PATH: '/usr/bin', CHROMIUM_PATH: '/typo' }))).toThrow('/typo')
})

test('only root goes without the sandbox', () => {
  expect(chromiumArguments(true)).toContain('--no-sandbox')
  expect(chromiumArguments(false)).not.toContain('--no-sandbox')
})
