/** A request as the service reads it: GET, query POST and form POST are one thing to it. */
export interface ServiceRequest {
  readonly method: string
  readonly isTls: boolean
  readonly path: string
  /** Names and texts of query and form, decoded. */
  readonly pairs: readonly (readonly [string, string])[]
  /** Those of the query alone, which a V3 signature covers. */
  readonly query: readonly (readonly [string, string])[]
  readonly body: string
  readonly host: string
  /** A header by its name in small letters. */
  header(name: string): string | undefined
}

/** An answer before it takes the form of what it is sent over. */
export interface ServiceAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The error code of a refusal. */
  readonly code?: string
}

/** What a request consists of, wherever it came from. */
export interface RawRequest extends Pick<ServiceRequest, 'method' | 'isTls' | 'path' | 'host' | 'body' | 'header'> {
  /** The query as it was sent, without the question mark. */
  readonly search: string
}

/** Reads a request as the service does; what is encoded badly is taken as it stands. */
export function readRequest({ search, ...raw }: RawRequest): ServiceRequest {
  const query = parseForm(search)
  const isForm = raw.header('content-type')?.toLowerCase().includes('application/x-www-form-urlencoded') ?? false
  return { ...raw, query, pairs: isForm && raw.body !== '' ? [...query, ...parseForm(raw.body)] : query }
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder('utf-8', { ignoreBOM: true })]
const [plus, space] = [0x2b, 0x20]

/** Parses names and values of a form. Its spaces are written before: `URLSearchParams`, and a replacement, take fifty bytes for each. */
function parseForm(text: string): [string, string][] {
  const bytes = encoder.encode(text)
  for (let at = bytes.indexOf(plus); at >= 0; at = bytes.indexOf(plus, at + 1)) bytes[at] = space
  return [...new URLSearchParams(decoder.decode(bytes))]
}
