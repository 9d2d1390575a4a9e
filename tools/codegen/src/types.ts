import openapiTypescript, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { answerOf, parametersOf } from './contract/schemas.ts'
import type { SchemaObject, Spec } from './document.ts'
import { eachOperation } from './operations.ts'

type Schemas = Readonly<Record<string, SchemaObject>>

/**
 * A type for the parameters and the answer of each operation, and for each schema that these need. They are plain
 * interfaces with names: quick for a user's compiler to read, and what an editor then shows.
 */
export async function operationTypes(spec: Spec): Promise<string> {
  const operations = eachOperation(spec).map(([, operation]) => operation)
  const schemas: Schemas = Object.assign(
    { ...spec.document.components.schemas },
    ...operations.map((operation) => ({
      [`${operation.operationId}Parameters`]: parametersOf(spec, operation),
      [`${operation.operationId}Answer`]: answerOf(spec, operation),
    })),
  )
  const document = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, components: { schemas } }
  // openapi-typescript changes what it is given.
  const nodes = await openapiTypescript(structuredClone(document) as never, { alphabetize: false, defaultNonNullable: false })
  const members = membersOfSchemas(nodes)
  const roots = operations.flatMap(({ operationId }) => [`${operationId}Parameters`, `${operationId}Answer`])
  const needed = reachable(members, roots)
  const declarations = [...members].filter(([name]) => needed.has(name)).map(([, member]) => declarationOf(member))
  const table = operations.map(({ operationId: name }) => `  ${name}: { parameters: ${name}Parameters; answer: ${name}Answer }`)
  return `${plainComments(astToString(declarations))}\n/** Parameters and answers of each operation. */\nexport interface Operations {\n${table.join('\n')}\n}\n`
}

/** The members of `components.schemas`, by name. */
function membersOfSchemas(nodes: readonly ts.Node[]): Map<string, ts.PropertySignature> {
  const components = nodes.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === 'components')
  const schemas = components?.members.filter(ts.isPropertySignature).find(({ name }) => nameOf(name) === 'schemas')?.type
  if (!schemas || !ts.isTypeLiteralNode(schemas)) throw new Error('openapi-typescript writes schemas otherwise than it did')
  return new Map(schemas.members.filter(ts.isPropertySignature).map((member) => [nameOf(member.name), member]))
}

function reachable(members: ReadonlyMap<string, ts.PropertySignature>, roots: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    const member = members.get(name)
    if (!member || seen.has(name)) return
    seen.add(name)
    renamed(member, visit)
  }
  roots.forEach(visit)
  return seen
}

function declarationOf(member: ts.PropertySignature): ts.Statement {
  const { factory } = ts
  const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)]
  const name = nameOf(member.name)
  const type = renamed(member).type as ts.TypeNode
  const declaration = ts.isTypeLiteralNode(type)
    ? factory.createInterfaceDeclaration(exported, name, undefined, undefined, type.members)
    : factory.createTypeAliasDeclaration(exported, name, undefined, type)
  return ts.setSyntheticLeadingComments(declaration, ts.getSyntheticLeadingComments(member))
}

/** `components["schemas"]["Tag"]` becomes `Tag`. */
function renamed(member: ts.PropertySignature, onName?: (name: string) => void): ts.PropertySignature {
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isIndexedAccessTypeNode(node) && ts.isLiteralTypeNode(node.indexType) && ts.isStringLiteral(node.indexType.literal)) {
      const name = node.indexType.literal.text
      onName?.(name)
      return ts.factory.createTypeReferenceNode(name)
    }
    return ts.visitEachChild(node, visit, undefined)
  }
  return visit(member) as ts.PropertySignature
}

/** Without tags that say what the type says, or nothing to an editor. */
function plainComments(text: string): string {
  return text.replaceAll('@description ', '').replace(/^ *\* (?:@enum|@constant|Format:).*\n/gm, '')
}

function nameOf(name: ts.PropertyName): string {
  return (name as ts.Identifier | ts.StringLiteral).text
}
