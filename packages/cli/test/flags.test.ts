import { OptionError } from '@vpn-gateway/core'
import { expect, test } from 'vitest'
import { byFlag } from '../src/flags.ts'

const told = (option: string, options: object) => (byFlag(new OptionError(option, 'must be another'), options) as Error).message

test('an option of a library is told by its flag, also where the environment or a profile set it', () => {
  expect(told('regionId', {})).toBe('--region must be another')
  expect(told('gatewaysAtOnce', {})).toBe('--gateways-at-once must be another')
})

test('a journal is that of the flag only where one was given', () => {
  expect(told('journal', { journal: 'mine' })).toBe('--journal must be another')
  for (const options of [{}, { journal: false }]) expect(told('journal', options)).toBe('journal must be another')
})

test('what no flag sets stays as it is', () => {
  expect(told('toString', {})).toBe('toString must be another')
  expect(byFlag(undefined, {})).toBe(undefined)
})
