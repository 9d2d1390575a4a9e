import { isVpnGatewayError } from '@vpn-gateway/client'
import { Hono } from 'hono'
import type { Deletions } from './deletions.ts'

export function createApp(deletions: Deletions): Hono {
  const app = new Hono()
  // Whether this user may delete it is for you to check, before anything is called.
  app.delete('/connections/:id', async (context) => {
    const { id } = context.req.param()
    await deletions.start(id)
    return context.json({ phase: deletions.phaseOf(id) }, 202)
  })
  app.get('/connections/:id/deletion', (context) => {
    const phase = deletions.phaseOf(context.req.param('id'))
    return context.json({ phase }, phase ? 200 : 404)
  })
  app.onError((error, context) => {
    if (!isVpnGatewayError(error)) throw error
    return context.json({ code: error.code }, error.kind === 'stop' ? 422 : 503)
  })
  return app
}
