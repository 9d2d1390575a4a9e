// @vitest-environment happy-dom
import { createScenario, expectGone } from '@vpn-gateway/testing'
import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import DeleteButton from './DeleteButton.vue'

const mounted = () => {
  const scenario = createScenario({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
  return { ...scenario, button: mount(DeleteButton, { props: { client: scenario.client, id: 'vco-1' } }) }
}

test('says that it is gone', async () => {
  const { emulator, button } = mounted()
  await button.trigger('click')
  await vi.waitFor(() => expect(button.text()).toBe('gone'))
  expectGone(emulator, 'vco-1')
})

test('says why it was not deleted', async () => {
  const { emulator, button } = mounted()
  emulator.failNext('DeleteVpnConnection', 'Forbidden')
  await button.trigger('click')
  await vi.waitFor(() => expect(button.text()).toBe('not deleted: Forbidden'))
  expect(emulator.has('vco-1')).toBe(true)
})
