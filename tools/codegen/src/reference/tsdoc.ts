import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** The documentation comment of an exported declaration, as plain text without its tags. */
export function commentOf(file: string, name: string): string {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found = source.statements.find((statement) => namesOf(statement).includes(name))
  const [comment] = found ? ts.getJSDocCommentsAndTags(found) : []
  const text = comment && ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : undefined
  if (text === undefined) throw new Error(`${file}: ${name} has no documentation comment`)
  return text
}

/** The first paragraph of it, on one line. */
export function summaryOf(file: string, name: string): string {
  return (commentOf(file, name).split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ').trim()
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText())
  return 'name' in statement && statement.name ? [(statement.name as ts.Identifier).text] : []
}
