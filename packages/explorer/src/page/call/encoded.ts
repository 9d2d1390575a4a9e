import { encodePairs } from '@vpn-gateway/core/signing'

/** A text as it stands in a query that is signed. */
export function encoded(text: string): string {
  return encodePairs([['', text]]).slice(1)
}
