import { createEmulator } from '@vpn-gateway/emulator'
import { HttpHandler } from 'msw'
import * as msw2 from 'msw-2'
import { describe, expect, inject, test } from 'vitest'
import { handlers } from '../src/index.ts'
import { behavesAsTheService } from './shared.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mswMajor: 2 | 3
  }
}

describe('over node:http, which a client uses in Node', () => behavesAsTheService())

describe('over fetch', () => behavesAsTheService({ fetch: (request) => fetch(request) }))

test('the handlers are of the major version of msw that is under test', () => {
  const [handler] = handlers(createEmulator())
  expect(handler).toBeInstanceOf(HttpHandler)
  expect(handler instanceof msw2.HttpHandler).toBe(inject('mswMajor') === 2)
})
