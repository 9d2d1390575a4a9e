import { codesOnTheWay } from './faults.ts'

/** Record of the requests for one target. */
interface Known {
  /** The token of a request whose answer is not known. */
  readonly open?: string
  /** The token that was accepted, and the process that learned of it. */
  readonly accepted?: { readonly token: string; readonly process: number }
}

/**
 * Checks that no target is sent with a second token while the answer to the first is not known. A deletion that was accepted
 * may be sent again with a new one, but only by a later process: it has the acceptance from the journal.
 */
export class TokenWatch {
  readonly violations: string[] = []
  readonly #known = new Map<string, Known>()

  /** Notes a request as it is sent; what it gives is to be called with the answer, if one comes. */
  sent(url: string, process: number): ((answer: Response) => Promise<void>) | undefined {
    const { searchParams } = new URL(url)
    const [id, token] = [searchParams.get('VpnConnectionId'), searchParams.get('ClientToken')]
    if (id === null || token === null) return undefined
    const before = this.#known.get(id) ?? {}
    const { open, accepted } = before
    if (open !== undefined && open !== token) this.violations.push(`${id} was sent with a second token while the first had no answer`)
    if (accepted && accepted.token !== token && accepted.process === process)
      this.violations.push(`${id} was sent with a second token by the process to which the first was accepted`)
    this.#known.set(id, { ...before, open: token })
    return async (answer) => {
      const said = await wordOf(answer.clone())
      if (said === 'refused on the way') this.#known.set(id, before)
      if (said === 'refused') this.#known.set(id, accepted ? { accepted } : {})
      if (said === 'accepted') this.#known.set(id, { accepted: { token, process } })
    }
  }
}

/** Gives what an answer shows of its request; nothing where it is not the service's. */
async function wordOf(answer: Response): Promise<'accepted' | 'refused' | 'refused on the way' | undefined> {
  const { RequestId, Code }: { RequestId?: unknown; Code?: unknown } = await answer.json().catch(() => ({}))
  if (typeof Code === 'string') return codesOnTheWay.some((code) => Code.startsWith(code)) ? 'refused on the way' : 'refused'
  return typeof RequestId === 'string' ? 'accepted' : undefined
}
