import { operationNames } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { expect, test } from 'vitest'
import { handlers } from '../src/index.ts'
import { behavesAsTheService } from './shared.ts'

behavesAsTheService()

test('there is one handler per operation', () => {
  expect(handlers(createEmulator())).toHaveLength(operationNames.length)
})
