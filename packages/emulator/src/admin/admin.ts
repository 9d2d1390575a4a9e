import { isVpnGatewayError } from '@vpn-gateway/core'
import type { Emulator } from '../emulator.ts'
import { json } from '../http/plain.ts'
import type { ServiceAnswer, ServiceRequest } from '../http/request.ts'
import { AdminRefusal } from './refusal.ts'
import { type AdminRoute, adminRoutes } from './routes.ts'
import { Listed } from './streamed-json.ts'

/** Where the admin interface is; its description is `admin.openapi.yaml` beside the package. */
export const adminPath = '/_emulator/'

/** An answer whose body may come piece by piece. */
export interface AdminAnswer extends Omit<ServiceAnswer, 'body'> {
  readonly body: string | Iterable<string>
}

/**
 * Answers a request to the admin interface, for tests in any language.
 *
 * @param body what the JSON of its body says, undefined where it has none; it is not to be used any more
 */
export async function adminAnswer(emulator: Emulator, request: ServiceRequest, body: unknown): Promise<AdminAnswer> {
  try {
    const answer = await routeOf(request)(emulator, { query: new Map(request.query), body: checkedBody(request, body) })
    if (answer instanceof Listed) return { ...json(200, {}), body: answer.pieces() }
    return answer === undefined ? { status: 204, headers: {}, body: '' } : json(200, answer)
  } catch (error) {
    if (error instanceof AdminRefusal) return refused(error.status, error.message)
    if (isVpnGatewayError(error)) return refused(400, error.message)
    throw error
  }
}

function refused(status: number, message: string): ServiceAnswer {
  return json(status, { error: message })
}

function routeOf({ method: given, path }: ServiceRequest): AdminRoute {
  const name = path.slice(adminPath.length)
  const methods = Object.hasOwn(adminRoutes, name) ? adminRoutes[name] : undefined
  if (!methods)
    throw new AdminRefusal(
      404,
      `there is no ${path}; there are ${Object.keys(adminRoutes)
        .map((name) => adminPath + name)
        .join(', ')}`,
    )
  const method = given === 'HEAD' ? 'GET' : given
  const route = Object.hasOwn(methods, method) ? methods[method as keyof typeof methods] : undefined
  if (!route) throw new AdminRefusal(405, `${path} takes ${Object.keys(methods).join(', ')}`)
  return route
}

/** The object that a body holds; none is an empty one, but not in the place of what is there. */
function checkedBody({ method }: ServiceRequest, body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined && method !== 'PUT') return {}
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new AdminRefusal(400, 'the body must be a JSON object')
}
