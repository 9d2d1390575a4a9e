import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml'
import type { OperationName } from '../generated/names.ts'
import { answerShapes } from '../generated/shapes.ts'
import type { AnswerShape } from '../metadata.ts'

/** XML comes of refusals alone, where none is asked for; its parser takes forty times the room of a long name or comment. */
const longestXml = 1024 * 1024

/** An attribute longer than any of the service's; the parser takes eighty times the room of its tabs. */
const longAttribute = /=\s*("[^"<]{4096}|'[^'<]{4096})/

/**
 * Decodes an answer in XML to the value that the same answer has in JSON.
 *
 * @throws {Error} for what is malformed, or longer than any answer of the service.
 */
export async function decodeXml(text: string, operation: OperationName, ok: boolean): Promise<unknown> {
  if (text.length > longestXml || longAttribute.test(text)) throw new Error()
  // The parser takes quadratic time to do so.
  const { root } = parseXml(text.replace(/\r\n?/g, '\n'))
  if (root?.name.endsWith('Response') && root.name !== `${operation}Response`) throw new Error()
  return root && typedValue(root, ok ? answerShapes[operation] : {})
}

function typedValue(element: XmlElement, shape: AnswerShape | undefined): unknown {
  const children = element.children.filter((child) => child instanceof XmlElement)
  if (children.length === 0 && !isFields(shape))
    return scalarOf(element.children.map((child) => (child instanceof XmlText ? child.text : '')).join(''), shape)
  const fields: Record<string, unknown> = children.length === 0 && isFields(shape) ? emptyLists(shape) : {}
  for (const child of children) {
    if (child.name === '__proto__') continue
    const childShape = isFields(shape) ? shape[child.name] : undefined
    if (Array.isArray(childShape)) {
      fields[child.name] ??= []
      const list = fields[child.name] as unknown[]
      // An empty list is an element without content.
      if (child.children.length > 0) list.push(typedValue(child, childShape[0]))
    } else fields[child.name] = typedValue(child, childShape)
  }
  return fields
}

/** Gives an element without content the empty lists that it has in JSON, by the spec. */
function emptyLists(shape: { readonly [field: string]: AnswerShape }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(shape).flatMap(([field, inner]) => (Array.isArray(inner) ? [[field, []]] : [])))
}

function isFields(shape: AnswerShape | undefined): shape is { readonly [field: string]: AnswerShape } {
  return typeof shape === 'object' && !Array.isArray(shape)
}

/** XML has texts only; a text that is not of the shape's type is kept as it came. */
function scalarOf(text: string, shape: AnswerShape | undefined): unknown {
  if (shape === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  if (shape === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
