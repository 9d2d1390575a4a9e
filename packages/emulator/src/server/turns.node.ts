import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/**
 * Answers the requests of a connection one after the other, each when the last answer has left.
 * Node would begin with all that arrived together, and keep their answers for a caller who reads none.
 */
export function inTurn(answer: Listener): Listener {
  const latest = new WeakMap<Socket, ServerResponse>()
  return (incoming, outgoing) => {
    const before = latest.get(incoming.socket)
    latest.set(incoming.socket, outgoing)
    if (before === undefined || before.closed) answer(incoming, outgoing)
    else before.once('close', () => incoming.socket.writable && answer(incoming, outgoing))
  }
}
