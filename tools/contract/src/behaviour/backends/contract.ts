import { createVpnGatewayClient, ServiceError, type VpnGatewayClient } from '@vpn-gateway/client'
import type { OpenApiClient } from '@vpn-gateway/client/openapi'
import { errorKindOf, type OperationName, operationMetadata, operationNames } from '@vpn-gateway/core'
import { methodOf } from '@vpn-gateway/core/contract'
import type { Emulator } from '@vpn-gateway/emulator'
import type { Backend, Service } from '../service.ts'
import { emulate, emulatedFixture } from './emulated.ts'

/** Describes an emulator that only the contract is spoken to, by a client that is made for it. */
export function contractBackend(name: string, clientOf: (emulator: Emulator) => VpnGatewayClient): Backend {
  const open = async (): Promise<Service> => {
    const emulator = emulate()
    return {
      fixture: emulatedFixture,
      client: clientOf(emulator),
      send: () => Promise.reject(new Error('only the contract is spoken here')),
      waitUntilIdle: async (id) => emulator.settle(id),
      close: async () => {},
    }
  }
  return { name, isOfContract: true, allows: ['reads', 'asks for dry runs', 'deletes'], fixture: emulatedFixture, isShared: false, open }
}

/** Creates a client that calls a proxy, for which an emulator stands. */
export function proxied({ fetch }: Emulator): VpnGatewayClient {
  return createVpnGatewayClient({ proxy: 'https://console.example/api', fetch })
}

/** Call of openapi-fetch, whatever its path. */
type AnyCall = (path: string, init: object) => Promise<{ readonly data?: object; readonly error?: WireError; readonly response: Response }>

interface WireError {
  readonly Code: string
  readonly Message: string
}

/** Gives openapi-fetch's client the methods of ours, so that the same behaviours can be asked of it. */
export function withMethods(api: OpenApiClient): VpnGatewayClient {
  const call = async (operation: OperationName, parameters: object) => {
    const method = methodOf(operation)
    const init = method === 'GET' ? { params: { query: asQuery(parameters) } } : { body: parameters }
    const { data, error, response } = await (api[method] as unknown as AnyCall)(`/${operation}`, init)
    if (!error) return data
    const { Code: code, Message: message } = error
    throw new ServiceError({ operation, code, message, kind: errorKindOf(code), status: response.status })
  }
  const methods = operationNames.map((name) => [operationMetadata(name).method, (parameters: object = {}) => call(name, parameters)])
  return Object.fromEntries(methods) as VpnGatewayClient
}

/** A list of objects is one of texts of JSON. */
function asQuery(parameters: object): object {
  const entry = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : value)
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, Array.isArray(value) ? value.map(entry) : value]))
}
