import { isVpnGatewayError } from '@vpn-gateway/client'
import fastify, { type FastifyInstance } from 'fastify'
import type { Deletions } from './deletions.ts'

export function createApp(deletions: Deletions): FastifyInstance {
  const app = fastify()
  // Whether this user may delete it is for you to check, before anything is called.
  app.delete<{ Params: { id: string } }>('/connections/:id', async ({ params }, reply) => {
    await deletions.start(params.id)
    return reply.code(202).send({ phase: deletions.phaseOf(params.id) })
  })
  app.get<{ Params: { id: string } }>('/connections/:id/deletion', async ({ params }, reply) => {
    const phase = deletions.phaseOf(params.id)
    return reply.code(phase ? 200 : 404).send({ phase })
  })
  app.setErrorHandler((error, _request, reply) => {
    if (!isVpnGatewayError(error)) throw error
    return reply.code(error.kind === 'stop' ? 422 : 503).send({ code: error.code })
  })
  return app
}
