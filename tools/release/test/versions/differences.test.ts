import { getPackages } from '@manypkg/get-packages'
import { type OpenApiDocument, readSpec, specOf } from '@vpn-gateway/codegen/document'
import { root } from '@vpn-gateway/workspace/packages'
import { expect, test } from 'vitest'
import { specAt } from '../../src/versions/baseline.ts'
import { weighed } from '../../src/versions/finding.ts'
import { demandedLevels, withDependents } from '../../src/versions/levels.ts'
import { publishedOf, shortName } from '../../src/versions/published.ts'
import { columns, type DifferenceName, dependent, rules, shown } from '../../src/versions/rules.ts'
import { comparedSpecs } from '../../src/versions/spec/compare.ts'
import { type FlatSpec, flatten } from '../../src/versions/spec/flat-spec.ts'
import { cases, everyone, list, resource } from './cases.ts'
import { all, type Edit, operation, realDocument, take } from './edit.ts'

const real = flatten(readSpec(specAt(root)))
const published = publishedOf(await getPackages(root)).map((each) => ({ ...each, version: '0.1.0' }))

function edited(edit: Edit): FlatSpec {
  const document = realDocument()
  edit(document)
  return flatten(specOf(document as unknown as OpenApiDocument, 'edited'))
}

/** Gives the findings after an edit, and the levels that they ask for. */
function after(edit: Edit) {
  const findings = weighed(comparedSpecs(real, edited(edit)))
  const levels = Object.entries(withDependents(demandedLevels(findings, published), published)).map(
    ([name, level]) => [shortName(name), level] as const,
  )
  const at = (wanted: string) => levels.flatMap(([name, level]) => (level === wanted ? [name] : [])).join(' ')
  return { found: findings.map(({ name, place }) => `${name}: ${place}`), minor: at('minor'), patch: at('patch'), none: at('none') }
}

/** The cases leave out what shows the whole spec, as it needs a patch for each of them, and what depends on others alone, where these need more. */
const withShown = (names: string, minor: string) =>
  [...names.split(' ').filter((name) => name !== ''), ...shown, ...(minor === '' ? [] : dependent)]
    .toSorted((one, other) => place(one) - place(other))
    .join(' ')
const place = (name: string) => published.findIndex((each) => shortName(each.name) === name)

test.each(cases)('%s', (_, edit, found, minor, patch) => {
  const result = after(edit)
  expect(result.found.toSorted()).toEqual(found.toSorted())
  expect({ minor: result.minor, patch: result.patch }).toEqual({ minor, patch: withShown(patch, minor) })
})

test('a spec that did not change, or is only written in another order, asks for nothing', () => {
  expect(after(() => {}).found).toEqual([])
  const { found, none } = after((document) => {
    const paths = Object.entries(document.paths as object).toReversed()
    document.paths = Object.fromEntries(paths)
  })
  expect({ found, none }).toEqual({ found: [], none: withShown(everyone[0], everyone[0]) })
})

test('the list is the same at each run and ordered by place', () => {
  const edit = all(...cases.slice(16).map(([, each]) => each))
  const places = (files: string[]) => files.map((each) => each.split(': ')[1]!)
  const { found } = after(edit)
  expect(found.length).toBeGreaterThan(10)
  expect(after(edit).found).toEqual(found)
  expect(places(found)).toEqual(places(found).toSorted())
})

test('what came and what went mirror each other', () => {
  const less = edited(all(take('paths /#DescribeRegions'), take(operation(list, 'parameters Tag')), take(resource('IpsecServer', 'loss'))))
  const names = (before: FlatSpec, now: FlatSpec) => comparedSpecs(before, now).map(({ name }) => name)
  expect(names(real, less)).toEqual(['operation-removed', 'parameter-removed', 'resource-loss-changed'])
  expect(names(less, real)).toEqual(['operation-added', 'parameter-added', 'resource-loss-changed'])
})

test('every rule is met, by a case or by its reverse', () => {
  const met = cases.flatMap(([, edit]) => [...comparedSpecs(real, edited(edit)), ...comparedSpecs(edited(edit), real)])
  expect(new Set(met.map(({ name }) => name))).toEqual(new Set(Object.keys(rules)))
})

test('every rule says something of each package, and of core always', () => {
  expect([...columns, ...shown, ...dependent].toSorted()).toEqual(published.map(({ name }) => shortName(name)))
  for (const name of Object.keys(rules) as DifferenceName[]) expect(rules[name], name).toMatch(/^[BFR]( [BFR-]){5}$/)
})
