import { type Aliases, isNamed } from './redact.ts'

/** Parameters that differ from request to request, whatever it asks for. */
const passing = new Set([
  ...['AccessKeyId', 'SecurityToken', 'Signature', 'SignatureMethod', 'SignatureNonce', 'SignatureVersion', 'Timestamp', 'Version'],
])

/** Gives each request a key by what it asks, however it is signed: ids by their aliases, tokens by their order. */
export class RequestKeys {
  readonly #tokens = new Map<string, string>()
  readonly #nameOf: (name: string, value: string) => string

  constructor(aliases?: Aliases) {
    this.#nameOf = (name, value) => (aliases && isNamed(name, value) ? aliases.of(value) : value)
  }

  async of(request: Request): Promise<string> {
    const { searchParams } = new URL(request.url)
    const body = await request.clone().text()
    const pairs = [...searchParams, ...new URLSearchParams(body)].filter(([name]) => !passing.has(name))
    const action = request.headers.get('x-acs-action')
    if (action !== null && !searchParams.has('Action')) pairs.push(['Action', action])
    // Asking for JSON is the default of all callers here.
    const named = pairs
      .filter(([name, value]) => !(name === 'Format' && value === 'JSON'))
      .map(([name, value]) => `${name}=${name === 'ClientToken' ? this.#token(value) : this.#nameOf(name, value)}`)
    return [`${request.method}${body === '' ? '' : ' form'}`, ...named.toSorted()].join(' ')
  }

  #token(token: string): string {
    if (token.length > 64) return 'too-long'
    const name = this.#tokens.get(token) ?? `token-${this.#tokens.size + 1}`
    this.#tokens.set(token, name)
    return name
  }
}
