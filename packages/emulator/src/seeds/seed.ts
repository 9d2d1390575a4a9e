import { OptionError, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { checkSeed } from '../check-options.ts'
import { checkCount } from '../model/inventory.ts'
import type { Model, ModelState } from '../model/model.ts'
import type { ResourceSeed, Seeds } from '../options.ts'

/**
 * Fills an empty model with the resources that the options of an emulator name, and gives what it holds.
 *
 * @param kept gives what is kept of a value that has been checked
 */
export function seeded(model: Model, options: Readonly<Record<string, unknown>>, regionId: string, kept: <T>(value: T) => T): ModelState {
  const counters = new Map<ResourceName, number>()
  const nextId = (resource: ResourceName): string => {
    const count = (counters.get(resource) ?? 0) + 1
    counters.set(resource, count)
    return `${resourceMetadata(resource).prefix}emulated${String(count).padStart(4, '0')}`
  }
  const plant = (from: Readonly<Record<string, unknown>>, parent: { id: string; resource: ResourceName; regionId: string } | undefined) => {
    for (const resource of resourceNames) {
      const { plural, parent: belongsTo } = resourceMetadata(resource)
      if (parent && belongsTo?.resource !== parent.resource) continue
      for (const each of seedsOf(resource, from[plural])) {
        const item = {
          resource,
          id: checkedId(resource, each.id ?? nextId(resource)),
          regionId: each.regionId ?? parent?.regionId ?? regionId,
          parentId: parent?.id,
          fields: { ...attachment(resource, each, parent !== undefined), ...kept(each.fields) },
          ...(each.progression !== undefined && { progression: kept(each.progression) }),
        }
        model.inventory.add(item)
        plant(each as Readonly<Record<string, unknown>>, item)
      }
    }
  }
  plant(options, undefined)
  return model.state()
}

/**
 * What a resource without a parent shows of that, where its kind can do without one.
 *
 * @throws {OptionError} where it cannot, and where its fields say something else than its place.
 */
function attachment(resource: ResourceName, { fields = {} }: ResourceSeed, hasParent: boolean): Readonly<Record<string, unknown>> {
  const { parent, plural } = resourceMetadata(resource)
  if (!parent) return {}
  const { field, values = [] } = parent.unless ?? {}
  const given = field === undefined ? undefined : fields[field]
  const isApart = values.includes(given as string)
  if (hasParent && isApart) throw new OptionError(plural, `must not be on a parent with ${field} ${given}`)
  if (hasParent) return {}
  if (field === undefined) throw new OptionError(plural, 'must be on a parent')
  if (given !== undefined && !isApart) throw new OptionError(plural, `must have ${field} ${values.join(' or ')} without a parent`)
  return { [field]: values[0] }
}

function seedsOf(resource: ResourceName, seeds: unknown): readonly ResourceSeed[] {
  const { plural } = resourceMetadata(resource)
  const given = (seeds ?? 0) as Seeds
  const isNumber = Number.isSafeInteger(given) && Number(given) >= 0
  if (!isNumber && !Array.isArray(given)) throw new OptionError(plural, 'must be a number, or a list of ids or seeds')
  // A slip of the keyboard should not fill the memory.
  checkCount(plural, isNumber ? Number(given) : (given as readonly unknown[]).length)
  if (!Array.isArray(given)) return Array.from({ length: Number(given) }, () => ({}))
  return given.map((each) => {
    const detailed: ResourceSeed = typeof each === 'string' ? { id: each } : each
    checkSeed(resource, detailed)
    return detailed
  })
}

/** @throws {OptionError} for what no resource of this kind could be called. */
export function checkedId(resource: ResourceName, id: unknown): string {
  const { pattern, plural } = resourceMetadata(resource)
  if (typeof id !== 'string' || !new RegExp(pattern).test(id)) throw new OptionError(plural, `must have ids that match ${pattern}`)
  return id
}
