import { isEndpoint } from '../http/addressing.ts'

/** Headers that say where a request comes from and where it goes. */
interface OriginHeaders {
  readonly host?: string | undefined
  readonly origin?: string | undefined
  readonly referer?: string | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

/** Refusal of a request by its origin. */
export interface OriginRefusal {
  readonly status: 403 | 421
  readonly rule: string
}

const isLoopback = (name: string) => ['127.0.0.1', '[::1]', 'localhost'].includes(name) || name.endsWith('.localhost')

/** A foreign name can be made to lead to this machine; an address cannot. The unspecified ones belong to no machine. */
const isAddress = (name: string) => (/^[\d.]+$/.test(name) && name !== '0.0.0.0') || (/^\[[\da-f:.]+\]$/.test(name) && name !== '[::]')

/**
 * Makes a guard against requests that pages of the web have browsers send: to a name of theirs that leads to this machine, or
 * across sites. Browsers name the page behind a request to loopback; to another address they may leave it out.
 *
 * @param address that the server listens to
 * @param names other names of the emulator, for example that of a container
 */
export function originGuard(address: string, names: readonly string[] = []): (headers: OriginHeaders) => OriginRefusal | undefined {
  const isOpen = !isLoopback(address) && !isLoopback(`[${address}]`)
  const known = new Set(names.map((name) => name.toLowerCase()))
  return ({ host, origin, referer, 'sec-fetch-site': site }) => {
    const name = nameOf(`http://${host ?? ''}`)
    const mayBe =
      name !== undefined && (isLoopback(name) || (isOpen && isAddress(name)) || known.has(name) || isEndpoint(`https://${name}`))
    if (!mayBe) return { status: 421, rule: 'the host must be one of this machine, or a name that the emulator was started with' }
    const page = origin ?? referer
    const from = page === undefined ? undefined : nameOf(page)
    const isForeign = page !== undefined && (from === undefined || !(isLoopback(from) || known.has(from) || from === name))
    return isForeign || (page === undefined && site?.toString().toLowerCase() === 'cross-site')
      ? { status: 403, rule: 'pages of other machines may not call the emulator' }
      : undefined
  }
}

function nameOf(url: string): string | undefined {
  // The dot at the end of a name is its root.
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') || undefined : undefined
}
