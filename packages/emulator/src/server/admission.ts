import { addressedTo } from '../service/addressing.ts'

/** What a request says about where it comes from and where it believes to go. */
export interface Envelope {
  readonly host: string | undefined
  readonly origin: string | undefined
  /** What a browser says of the page behind it. */
  readonly site: string | undefined
}

/** Why a request is not let in. */
export interface Objection {
  readonly status: 403 | 421
  readonly rule: string
}

const isLoopback = (name: string) => ['127.0.0.1', '[::1]', 'localhost'].includes(name) || name.endsWith('.localhost')

/** A page that was let in by its name could be given this machine's address later; an address cannot. */
const isAddress = (name: string) => /^\d+\.\d+\.\d+\.\d+$/.test(name) || /^\[[\da-f:.]+\]$/.test(name)

const isEndpoint = addressedTo()

/**
 * Keeps out what pages of the web have browsers send: to a name of theirs that leads to this machine, or across sites.
 *
 * @param names other names under which the emulator is reached, for example that of a container
 */
export function admission(names: readonly string[] = []): (envelope: Envelope) => Objection | undefined {
  const known = new Set(names.map((name) => name.toLowerCase()))
  return ({ host, origin, site }) => {
    const name = nameOf(`http://${host ?? ''}`)
    const mayBe = name !== undefined && (isLoopback(name) || isAddress(name) || known.has(name) || isEndpointName(name))
    if (!mayBe) return { status: 421, rule: 'the host must be an address, localhost, or a name that the emulator was told' }
    const from = origin === undefined ? undefined : nameOf(origin)
    const isCrossSite = origin === undefined ? site === 'cross-site' : from === undefined || !(isLoopback(from) || known.has(from))
    return isCrossSite ? { status: 403, rule: 'pages of other machines may not call the emulator' } : undefined
  }
}

function isEndpointName(name: string): boolean {
  return isEndpoint(new Request(`https://${name}/`))
}

function nameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname || undefined : undefined
}
