import { OptionError, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { checkCount, type Item } from '../model/inventory.ts'
import type { Model, ModelState } from '../model/model.ts'
import { checkId, checkResourceSeed, type ResourceSeed, type SeedList } from './seed.ts'

type Unknown = Readonly<Record<string, unknown>>

/** Options of planting a seed. */
interface PlantOptions {
  readonly regionId: string
  /** Gives the value to keep of one that has been checked: itself or a copy. */
  readonly keep: <T>(value: T) => T
}

/** Fills an empty model with the resources of a seed, and gives its state. @throws {OptionError} */
export function plantSeed(model: Model, seed: Unknown, { regionId, keep }: PlantOptions): ModelState {
  const counters = new Map<ResourceName, number>()
  const nextId = (resource: ResourceName): string => {
    const count = (counters.get(resource) ?? 0) + 1
    counters.set(resource, count)
    return `${resourceMetadata(resource).prefix}emulated${String(count).padStart(4, '0')}`
  }
  const plant = (from: Unknown, parent?: Item) => {
    for (const resource of resourceNames) {
      const { plural, parent: belongsTo } = resourceMetadata(resource)
      if (parent && belongsTo?.resource !== parent.resource) continue
      for (const each of seedsOf(resource, from[plural])) {
        const item = {
          resource,
          id: checkId(resource, each.id ?? nextId(resource)),
          regionId: each.regionId ?? parent?.regionId ?? regionId,
          parentId: parent?.id,
          fields: { ...attachment(resource, each, parent !== undefined), ...keep(each.fields) },
          ...(each.progression !== undefined && { progression: keep(each.progression) }),
        }
        model.inventory.add(item)
        plant(each as Unknown, item)
      }
    }
  }
  plant(seed)
  return model.state()
}

/**
 * Gives the field by which a resource without a parent shows that it has none, where its kind can do without one.
 *
 * @throws {OptionError} where it cannot, and where its fields contradict its parent.
 */
function attachment(resource: ResourceName, { fields = {} }: ResourceSeed, hasParent: boolean): Unknown {
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
  const given = (seeds ?? 0) as SeedList
  const isNumber = Number.isSafeInteger(given) && Number(given) >= 0
  if (!isNumber && !Array.isArray(given)) throw new OptionError(plural, 'must be a number, or a list of ids or seeds')
  // A slip of the keyboard should not fill the memory.
  checkCount(plural, isNumber ? Number(given) : (given as readonly unknown[]).length)
  if (!Array.isArray(given)) return Array.from({ length: Number(given) }, () => ({}))
  return given.map((each) => {
    const detailed: ResourceSeed = typeof each === 'string' ? { id: each } : each
    checkResourceSeed(resource, detailed)
    return detailed
  })
}
