import { OptionError } from '@vpn-gateway/core'

/** What one look at the service showed: the parent's status, then the resource, then the status again if need be. */
export type Look =
  | { readonly parent: 'busy' | 'other' }
  | { readonly parent: 'settled'; readonly resource: 'present' | 'absent'; readonly settledAfterwards: boolean }

/**
 * `unseen`: the parent is free and the resource there, as before the work. `waiting`: nothing is proven yet. `busy`: the
 * parent shows the work.
 */
export type Verdict = (typeof verdicts)[number]

export const verdicts = ['unseen', 'waiting', 'busy', 'gone', 'failed'] as const

/** What looks in a row have said, and how many. */
export interface Said {
  readonly verdict: Verdict
  readonly times: number
}

/** How much is asked of a proof: `once` relies on the assumptions, `twice` on none of them. */
export type ProofKind = 'once' | 'twice'

/**
 * Decides from looks at the service, all taken after the deletion was accepted, whether it has ended.
 *
 * Asked `once`, it relies on four assumptions, since the service promises nothing: a stale "settled" occurs only until
 * "busy" is first visible; a false absence occurs only while the status truly reads "busy"; the two never lie in the same
 * moment; the resource turns absent no later than the parent turns settled.
 *
 * So once "busy" was seen, "settled" is the truth and the resource's presence or absence after it is final. Before that,
 * "settled" proves nothing: an absence counts if the parent still reads "settled" after it, for had the absence been
 * false, "busy" would have been visible by then, and the later "settled" the truth.
 *
 * Asked `twice`, two looks in a row, at different times, must say the same.
 *
 * What is claimed is that the resource is gone. Where nobody saw the work, the parent may still be busy with the end of
 * it, and refuse the next change for a while.
 */
export class Proof {
  readonly #needed: number
  #seenBusy: boolean
  #said: Said

  /**
   * @param looks how many in a row must say the same
   * @param before what an earlier process has seen
   */
  constructor(looks: number, before: { readonly seenBusy: boolean; readonly said?: Said | undefined } = { seenBusy: false }) {
    this.#needed = looks
    this.#seenBusy = before.seenBusy
    this.#said = before.said ?? { verdict: 'waiting', times: 0 }
  }

  get seenBusy(): boolean {
    return this.#seenBusy
  }

  /** What the last looks have said, as it is to be kept for another process. */
  get said(): Said {
    return this.#said
  }

  judge(look: Look): Verdict {
    if (look.parent === 'busy') this.#seenBusy = true
    const verdict = this.#single(look)
    this.#said = { verdict, times: this.#said.verdict === verdict ? this.#said.times + 1 : 1 }
    if ((verdict === 'gone' || verdict === 'failed') && this.#said.times < this.#needed) return 'waiting'
    return verdict
  }

  #single(look: Look): Verdict {
    if (look.parent !== 'settled') return look.parent === 'busy' ? 'busy' : 'waiting'
    if (look.resource === 'present') return this.#seenBusy ? 'failed' : 'unseen'
    return this.#seenBusy || look.settledAfterwards ? 'gone' : 'waiting'
  }
}

/** How many looks must agree. */
export function looksNeeded(proof: ProofKind): number {
  return proof === 'once' ? 1 : 2
}

/** @throws {OptionError} for what is no kind of proof. */
export function checkProof(proof: ProofKind): void {
  if (!['once', 'twice'].includes(proof)) throw new OptionError('proof', 'must be once or twice')
}
