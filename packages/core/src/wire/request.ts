/**
 * The request between openapi-fetch and the transport: plain data to sign. openapi-fetch constructs it in place of a
 * WHATWG `Request`, which would hide its headers and is dear to make; a `fetch` is always given a real one.
 */
export class WireRequest {
  readonly url: string
  readonly method: string

  constructor(url: string, init: { readonly method: string }) {
    this.url = url
    this.method = init.method
  }
}
