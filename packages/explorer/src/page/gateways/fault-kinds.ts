/** A detail of a fault, asked for with it. */
export interface FaultDetail {
  readonly name: string
  readonly label: string
  /** The choices, or nothing for a number of milliseconds. */
  readonly options?: readonly (readonly [value: string, words: string])[]
  readonly isOptional?: boolean
}

const work: FaultDetail = {
  name: 'work',
  label: 'The work',
  options: [
    ['not-done', 'was not done'],
    ['done', 'was done all the same'],
  ],
}

/** What can go wrong besides an error code, in words, as the admin interface names it. */
export const faultKinds: Readonly<Record<string, { readonly words: string; readonly details?: readonly FaultDetail[] }>> = {
  throttle: { words: 'throttled', details: [{ name: 'retryAfterMs', label: 'Hint: wait, in ms', isOptional: true }] },
  delay: { words: 'answered late', details: [{ name: 'ms', label: 'How late, in ms' }] },
  timeout: { words: 'never answered', details: [work] },
  reset: { words: 'cut off: the connection breaks', details: [work] },
  html: { words: 'answered with a page of HTML' },
  empty: { words: 'answered with nothing' },
  truncated: { words: 'answered with half an answer' },
  stale: { words: 'a read that shows what was before' },
  task: { words: 'accepted, and fails later' },
}
