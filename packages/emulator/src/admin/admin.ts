import { isVpnGatewayError } from '@vpn-gateway/core'
import { jsonAnswer, type ServiceAnswer } from '../http/answer.ts'
import type { ServiceRequest } from '../http/request.ts'
import type { Service } from '../service.ts'
import { AdminRefusal, type AdminRoute, adminRoutes } from './routes.ts'
import { isList } from './streamed-json.ts'

/** Path of the admin interface; its description is `admin.openapi.yaml` beside the package. */
export const adminPath = '/_emulator/'

/** Answer whose body may come piece by piece. */
export interface AdminAnswer extends Omit<ServiceAnswer, 'body'> {
  readonly body: string | Iterable<string>
}

/**
 * Answers a request to the admin interface, for tests in any language.
 *
 * @param body value of its body's JSON, undefined where it has none; it belongs to the emulator from then on
 */
export async function adminAnswer(service: Service, request: ServiceRequest, body: unknown): Promise<AdminAnswer> {
  try {
    const answer = await routeOf(request)({ service, query: new Map(request.query), body: checkBody(request, body) })
    if (isList(answer)) return { ...jsonAnswer(200, {}), body: answer as Iterable<string> }
    return answer === undefined ? { status: 204, headers: {}, body: '' } : jsonAnswer(200, answer)
  } catch (error) {
    if (error instanceof AdminRefusal) return jsonAnswer(error.status, { error: error.message })
    if (isVpnGatewayError(error)) return jsonAnswer(400, { error: error.message })
    throw error
  }
}

function routeOf({ method: given, path }: ServiceRequest): AdminRoute {
  const name = path.slice(adminPath.length)
  const methods = Object.hasOwn(adminRoutes, name) ? adminRoutes[name] : undefined
  const paths = Object.keys(adminRoutes).map((each) => adminPath + each)
  if (!methods) throw new AdminRefusal(404, `there is no ${path}; there are ${paths.join(', ')}`)
  const method = given === 'HEAD' ? 'GET' : given
  const route = Object.hasOwn(methods, method) ? methods[method as keyof typeof methods] : undefined
  if (!route) throw new AdminRefusal(405, `${path} takes ${Object.keys(methods).join(', ')}`)
  return route
}

/** Gives the object that a body holds; no body is an empty one, but not where it replaces the state. */
function checkBody({ method }: ServiceRequest, body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined && method !== 'PUT') return {}
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new AdminRefusal(400, 'the body must be a JSON object')
}
