/** What one look at the service showed: the parent's status, then the resource, then the status again if need be. */
export type Look =
  | { readonly parent: 'busy' | 'other' }
  | { readonly parent: 'settled'; readonly resource: 'present' | 'absent'; readonly settledAfterwards: boolean }

/**
 * `unseen`: the parent is free and the resource there, as before the work. `waiting`: the parent is neither free nor at
 * work. `busy`: the parent shows the work.
 */
export type Verdict = 'unseen' | 'waiting' | 'busy' | 'gone' | 'failed'

/**
 * Decides from looks at the service, all taken after the deletion was accepted, whether it has ended.
 *
 * It relies on four assumptions, since the service promises nothing: a stale "settled" occurs only until "busy" is first
 * visible; a false absence occurs only while the status truly reads "busy"; the two never lie in the same moment; the
 * resource turns absent no later than the parent turns settled.
 *
 * So once "busy" was seen, "settled" is the truth and the resource's presence or absence after it is final. Before that,
 * "settled" proves nothing: an absence counts if the parent still reads "settled" after it, for had the absence been
 * false, "busy" would have been visible by then, and the later "settled" the truth.
 *
 * What is claimed is that the resource is gone. Where nobody saw the work, the parent may still be busy with the end of
 * it, and refuse the next change for a while.
 */
export class Proof {
  #seenBusy = false

  get seenBusy(): boolean {
    return this.#seenBusy
  }

  judge(look: Look): Verdict {
    if (look.parent !== 'settled') return look.parent === 'busy' ? this.#busy() : 'waiting'
    if (look.resource === 'present') return this.#seenBusy ? 'failed' : 'unseen'
    return this.#seenBusy || look.settledAfterwards ? 'gone' : 'waiting'
  }

  #busy(): Verdict {
    this.#seenBusy = true
    return 'busy'
  }
}
