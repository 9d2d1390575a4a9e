/** What one look at the service showed: the gateway's status, then the resource, then the status again if need be. */
export type Look =
  | { readonly parent: 'busy' }
  | { readonly parent: 'settled'; readonly resource: 'present' | 'absent'; readonly settledAfterwards: boolean }

/** `unseen`: nothing shows the work yet. `busy`: the parent shows it. */
export type Verdict = 'unseen' | 'busy' | 'gone' | 'failed'

/**
 * Decides from looks at the service, all taken after the deletion was accepted, whether it has ended.
 *
 * It relies on four assumptions, since the service promises nothing: a stale "settled" occurs only until "busy" is first
 * visible; a false absence occurs only while the status truly reads "busy"; the two never lie in the same moment; the
 * resource turns absent no later than the parent turns settled.
 *
 * So once "busy" was seen, "settled" is the truth and the resource's presence or absence after it is final. Before that,
 * "settled" proves nothing: an absence counts if the parent still reads "settled" after it, for then either the status
 * was true all along or the absence is.
 */
export class Proof {
  #seenBusy = false

  get seenBusy(): boolean {
    return this.#seenBusy
  }

  judge(look: Look): Verdict {
    if (look.parent === 'busy') return this.#busy()
    if (look.resource === 'present') return this.#seenBusy ? 'failed' : 'unseen'
    return this.#seenBusy || look.settledAfterwards ? 'gone' : this.#busy()
  }

  #busy(): Verdict {
    this.#seenBusy = true
    return 'busy'
  }
}
