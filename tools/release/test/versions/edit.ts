import { readSpec } from '@vpn-gateway/codegen/document'
import { root } from '@vpn-gateway/workspace/packages'
import { specAt } from '../../src/versions/baseline.ts'

type Node = Record<string, unknown>

/** A change to a spec, made in place. */
export type Edit = (document: Node) => void

const text = JSON.stringify(readSpec(specAt(root)).document)

/** The spec of the repository as plain data, in which nothing is shared. */
export function realDocument(): Node {
  return JSON.parse(text) as Node
}

/** Puts a value where keys lead, with blanks between: a parameter, or what refers to it, by its name, and `[]` for one more of a list. */
export function put(keys: string, value: unknown): Edit {
  return (document) => {
    const { parent, last } = placeOf(document, keys)
    if (Array.isArray(parent)) parent.push(value)
    else parent[last] = value
  }
}

/** Takes away what stands where keys lead; there must be something. */
export function take(keys: string): Edit {
  return (document) => {
    const { parent, last } = placeOf(document, keys)
    step(parent, last)
    if (Array.isArray(parent)) parent.splice(parent.findIndex(isNamed(last)), 1)
    else delete parent[last]
  }
}

/** One edit after another. */
export function all(...edits: readonly Edit[]): Edit {
  return (document) => {
    for (const edit of edits) edit(document)
  }
}

/** The keys of an operation, and of its parts. */
export function operation(name: string, keys: string): string {
  return `paths /#${name} post ${keys}`
}

/** Gives the keys of an operation's errors of a status. */
export function errorsAt(name: string, status: string, code: string): string {
  return operation(name, `responses ${status} content application/json examples ${code}`)
}

function placeOf(document: Node, keys: string): { readonly parent: Node; readonly last: string } {
  const way = keys.split(' ')
  const last = way.pop()!
  return { parent: way.reduce<unknown>(step, document) as Node, last }
}

function step(node: unknown, key: string): unknown {
  const found = Array.isArray(node) ? node.find(isNamed(key)) : (node as Node)[key]
  if (found === undefined) throw new Error(`the spec has no ${key} there`)
  return found
}

function isNamed(name: string): (entry: unknown) => boolean {
  return (entry) => entry === name || (entry as Node).name === name || String((entry as Node).$ref).endsWith(`/${name}`)
}
