// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { behavesAsTheService } from './shared.ts'

behavesAsTheService()

test('this runs in a window', () => {
  expect(typeof window).toBe('object')
})
