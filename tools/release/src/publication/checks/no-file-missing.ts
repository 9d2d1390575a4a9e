import type { Check, Packed } from '../check.ts'
import { filesIn, isIn, manifestIn, targetsOf } from '../published.ts'

/** Everything that the manifest leads to is there, and so are its README and its declarations. */
export const noFileMissing: Check = {
  rule: 'no file missing',
  *remedies(packed: Packed) {
    const { version, files: named = [], exports = {}, imports = {}, bin = {} } = manifestIn(packed)
    // The first version brings the first changelog.
    const files = named.filter((path) => path !== 'CHANGELOG.md' || version !== '0.0.0')
    const present = filesIn(packed)
    if (!isIn(packed, 'README.md')) yield 'add a README.md: it is the page of the package'
    for (const path of files)
      if (!present.some((file) => file === path || file.startsWith(`${path}/`))) yield `"files" names ${path}, which is not there: build it`
    for (const [field, part] of Object.entries({ exports, imports, bin }))
      for (const path of new Set(targetsOf(part))) if (!present.includes(path)) yield `"${field}" leads to ${path}, which is not there`
    for (const [entry, target] of Object.entries(exports))
      if (targetsOf(target).some((path) => path.endsWith('.js')) && typeof Object(target).types !== 'string')
        yield `"exports" of ${entry} has no "types": nobody could compile against it`
  },
}
