import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** Requests that a connection may send ahead of an answer at most. */
const waitingLimit = 100

/** Last answer of a connection that was begun or waits for its turn, and the number of those that wait. */
interface Turns {
  latest: ServerResponse
  waiting: number
}

/** A listener that answers in turn, and its view of a connection. */
interface InTurn {
  readonly listener: Listener
  /** Gives the last answer of a connection that has not left yet, where its request has arrived whole. */
  unanswered(socket: Socket): ServerResponse | undefined
}

/** Deno's responses do not say that they are closed; there, and in Node, that destroys them. */
function isClosed({ closed, destroyed }: { readonly closed?: boolean; readonly destroyed: boolean }): boolean {
  return closed ?? destroyed
}

/**
 * Answers the requests of a connection one after the other, each when the last answer has left.
 * Node would begin with all that arrived together, and keep their answers for a caller who reads none.
 *
 * @param patienceMs milliseconds that a connection may stand still while a request waits: nothing of it is read meanwhile, so
 *   that its end would not be seen
 */
export function inTurn(answer: Listener, patienceMs: number): InTurn {
  const turns = new WeakMap<Socket, Turns>()
  const listener: Listener = (incoming, outgoing) => {
    const { socket } = incoming
    const turn = turns.get(socket) ?? { latest: outgoing, waiting: 0 }
    const before = turn.latest
    turn.latest = outgoing
    turns.set(socket, turn)
    if (before === outgoing || isClosed(before)) return answer(incoming, outgoing)
    turn.waiting += 1
    // Bytes that are read at once are parsed at once, and each request takes far more room than its bytes.
    if (turn.waiting > waitingLimit) return void socket.destroy()
    socket.setTimeout(patienceMs)
    // Node reads on at the end of each request and answer: what pauses it comes after that.
    const pause = () => turn.waiting > 0 && socket.pause()
    queueMicrotask(pause)
    before.once('close', () => {
      turn.waiting -= 1
      if (!socket.writable) return
      if (turn.waiting === 0) socket.setTimeout(0).resume()
      answer(incoming, outgoing)
      queueMicrotask(pause)
    })
  }
  const unanswered = (socket: Socket) => {
    const latest = turns.get(socket)?.latest
    return latest?.req.complete && !isClosed(latest) ? latest : undefined
  }
  return { listener, unanswered }
}
