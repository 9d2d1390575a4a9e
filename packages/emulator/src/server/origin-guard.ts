import { addressedTo } from '../http/addressing.ts'

/** What a request says about where it comes from and where it believes to go. */
export interface Envelope {
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly referer: string | undefined
  /** What a browser says of the page behind it. */
  readonly site: string | undefined
}

/** Why a request is not let in. */
export interface Objection {
  readonly status: 403 | 421
  readonly rule: string
}

const isLoopback = (name: string) => ['127.0.0.1', '[::1]', 'localhost'].includes(name) || name.endsWith('.localhost')

/** A name of somebody else can be made to lead to this machine; an address cannot. The unspecified ones are nobody's. */
const isAddress = (name: string) => (/^[\d.]+$/.test(name) && name !== '0.0.0.0') || (/^\[[\da-f:.]+\]$/.test(name) && name !== '[::]')

const isEndpoint = addressedTo()

/**
 * Keeps out what pages of the web have browsers send: to a name of theirs that leads to this machine, or across sites.
 *
 * Browsers tell of the page behind a request to loopback; to another address they may tell nothing.
 *
 * @param listensTo the address that it listens to
 * @param names other names under which the emulator is reached, for example that of a container
 */
export function admission(listensTo: string, names: readonly string[] = []): (envelope: Envelope) => Objection | undefined {
  const isOpen = !isLoopback(listensTo) && !isLoopback(`[${listensTo}]`)
  const known = new Set(names.map((name) => name.toLowerCase()))
  return ({ host, origin, referer, site }) => {
    const name = nameOf(`http://${host ?? ''}`)
    const mayBe = name !== undefined && (isLoopback(name) || (isOpen && isAddress(name)) || known.has(name) || isEndpointName(name))
    if (!mayBe) return { status: 421, rule: 'the host must be one of this machine, or a name that the emulator was told' }
    const page = origin ?? referer
    const from = page === undefined ? undefined : nameOf(page)
    const isForeign = page !== undefined && (from === undefined || !(isLoopback(from) || known.has(from) || from === name))
    return isForeign || (page === undefined && site?.toLowerCase() === 'cross-site')
      ? { status: 403, rule: 'pages of other machines may not call the emulator' }
      : undefined
  }
}

function isEndpointName(name: string): boolean {
  return isEndpoint(new Request(`https://${name}/`))
}

function nameOf(url: string): string | undefined {
  // The dot at the end of a name is its root.
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') || undefined : undefined
}
