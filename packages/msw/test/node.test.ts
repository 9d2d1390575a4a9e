import { operationNames } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { handlers } from '../src/index.ts'
import { behavesAsTheService } from './shared.ts'

describe('over node:http, which a client uses in Node', () => behavesAsTheService())

describe('over fetch', () => behavesAsTheService({ fetch: (request) => fetch(request) }))

test('there is one handler per operation', () => {
  expect(handlers(createEmulator())).toHaveLength(operationNames.length)
})
