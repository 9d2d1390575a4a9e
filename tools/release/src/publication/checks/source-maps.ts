import { posix } from 'node:path'
import type { Check, Packed } from '../check.ts'
import { filesIn, isIn, textIn } from '../published.ts'

/** A map without its source leads a debugger nowhere. */
export const sourceMaps: Check = {
  rule: 'source maps',
  *remedies(packed: Packed) {
    for (const path of filesIn(packed)) {
      const folder = posix.dirname(path)
      if (path.endsWith('.map')) {
        const { sources = [], sourcesContent } = JSON.parse(textIn(packed, path)) as { sources?: string[]; sourcesContent?: unknown[] }
        if (sources.length === 0) yield `${path} names no source: build it anew`
        for (const [at, source] of sources.entries())
          if (sourcesContent?.[at] == null && !isIn(packed, posix.join(folder, source)))
            yield `${path} needs ${posix.join(folder, source)}, which is not published: add its folder to "files"`
      }
      const [, map] = /^dist\/.*\.(?:js|ts)$/.test(path) ? (/^\/\/# sourceMappingURL=(.+)$/m.exec(textIn(packed, path)) ?? []) : []
      if (map !== undefined && !isIn(packed, posix.join(folder, map))) yield `${path} names the map ${map}, which is not there`
    }
  },
}
