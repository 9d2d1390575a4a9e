import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OptionError } from '@vpn-gateway/core'
import { adminPath } from '../admin/admin.ts'
import { textAnswer } from '../http/answer.ts'
import type { RequestHead } from '../http/request.ts'

/** Folders of files that are served beside the service, by the path that they are under, such as `/docs/`. */
export type Pages = Readonly<Record<string, string | URL>>

/** Content security policy: a page may load the files beside it, and call the server that it came from. */
const policy = [
  "default-src 'none'",
  ...['script', 'style', 'img', 'font', 'connect'].map((kind) => `${kind}-src 'self'`),
  ...['base-uri', 'form-action', 'frame-ancestors'].map((directive) => `${directive} 'none'`),
].join('; ')

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-cache',
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.md': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Files under paths of a server. They are read once, so that a request can only name a file that was in a folder then: no path
 * leads out of it, and no link.
 */
export class StaticPages {
  readonly #prefixes: readonly string[]
  readonly #files: ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>

  /** @throws {OptionError} for a path that is the service's, and for a value that is no folder. */
  constructor(pages: Pages) {
    this.#prefixes = Object.keys(pages)
    this.#files = new Map(Object.entries(pages).flatMap(([prefix, folder]) => filesUnder(prefix, folder)))
  }

  /** Says whether a request is for a page: under a prefix, at one without its last slash, or of a browser that was given no path. */
  serves({ path, method, search, header }: RequestHead): boolean {
    if (path === '/' && search === '') return method === 'GET' && header('sec-fetch-mode') === 'navigate' && this.#prefixes.length > 0
    return this.#prefixes.some((prefix) => path.startsWith(prefix) || `${path}/` === prefix)
  }

  answer({ path, method }: RequestHead, outgoing: ServerResponse): void {
    if (method !== 'GET' && method !== 'HEAD') plain(outgoing, 405, 'a page takes GET and HEAD', { allow: 'GET, HEAD' })
    else if (path === '/') plain(outgoing, 307, `see ${this.#prefixes[0]}`, { location: `${this.#prefixes[0]}` })
    else if (this.#prefixes.includes(`${path}/`)) plain(outgoing, 308, `see ${path}/`, { location: `${path}/` })
    else this.#send(path.endsWith('/') ? `${path}index.html` : path, outgoing)
  }

  /** Node itself leaves out the body of an answer to HEAD. */
  #send(path: string, outgoing: ServerResponse): void {
    const file = this.#files.get(path)
    if (!file) plain(outgoing, 404, 'there is no such page')
    else outgoing.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.body.length }).end(file.body)
  }
}

function plain(outgoing: ServerResponse, status: number, line: string, more: Readonly<Record<string, string>> = {}): void {
  const { headers: type, body } = textAnswer(status, line)
  outgoing.writeHead(status, { ...headers, ...type, ...more, 'content-length': Buffer.byteLength(body) }).end(body)
}

function filesUnder(prefix: string, folder: string | URL): [string, { type: string; body: Buffer }][] {
  const rule = `must be by paths such as /docs/, none of them under ${adminPath}`
  if (!/^\/(?:\w[\w.-]*\/)+$/.test(prefix) || prefix.startsWith(adminPath)) throw new OptionError('pages', rule)
  const place = folder instanceof URL ? fileURLToPath(folder) : folder
  if (typeof place !== 'string' || !statSync(place, { throwIfNoEntry: false })?.isDirectory())
    throw new OptionError(`pages ${prefix}`, 'must be a folder of this machine')
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const name = path.slice(join(place, sep).length).replaceAll(sep, '/')
      const type = types[extname(name).toLowerCase()] ?? 'application/octet-stream'
      return [`${prefix}${encodeURI(name)}`, { type, body: readFileSync(path) }]
    })
}
