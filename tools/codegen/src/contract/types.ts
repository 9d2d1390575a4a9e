import openapiTypescript, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import type { SchemaObject } from '../document.ts'

/** Types of the contract as openapi-typescript writes them, but with codes of errors that an editor completes. */
export async function contractTypes(contract: object): Promise<string> {
  // openapi-typescript changes what it is given.
  const nodes = await openapiTypescript(structuredClone(contract) as never, {
    alphabetize: false,
    transform: (schema) => openEnum(schema as SchemaObject),
  })
  const isUsed = (node: ts.Node) => ts.isInterfaceDeclaration(node) && exported.includes(node.name.text)
  return astToString(nodes.filter(isUsed))
}

/** Of the types that openapi-typescript writes those that users of its clients name. */
const exported = ['paths', 'components', 'operations']

/** `'A' | 'B' | (string & Record<never, never>)`: known texts that are offered, and any other. */
function openEnum({ 'x-extensible-enum': known }: SchemaObject): ts.TypeNode | undefined {
  if (known === undefined) return undefined
  const { factory } = ts
  const never = factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword)
  const other = factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createTypeReferenceNode('Record', [never, never]),
  ])
  const literals = known.map((text) => factory.createLiteralTypeNode(factory.createStringLiteral(text)))
  return factory.createUnionTypeNode([...literals, factory.createParenthesizedType(other)])
}
