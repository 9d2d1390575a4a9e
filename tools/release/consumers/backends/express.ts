import { isVpnGatewayError } from '@vpn-gateway/client'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Deletions } from './deletions.ts'

export function createApp(deletions: Deletions): Express {
  const app = express()
  // Whether this user may delete it is for you to check, before anything is called.
  app.delete('/connections/:id', async ({ params }, response) => {
    await deletions.start(params.id)
    response.status(202).json({ phase: deletions.phaseOf(params.id) })
  })
  app.get('/connections/:id/deletion', ({ params }, response) => {
    const phase = deletions.phaseOf(params.id)
    response.status(phase ? 200 : 404).json({ phase })
  })
  const refuse: ErrorRequestHandler = (error, _request, response, next) =>
    isVpnGatewayError(error) ? response.status(error.kind === 'stop' ? 422 : 503).json({ code: error.code }) : next(error)
  return app.use(refuse)
}
