import type { Check, Packed } from '../check.ts'
import { filesIn, manifestIn } from '../published.ts'

/** What npm takes along whatever the manifest says. */
const always = ['LICENSE', 'README.md', 'package.json']

/** What may stand in a folder that the manifest names, by the name of the folder. */
const kinds: Readonly<Record<string, RegExp>> = {
  dist: /\.(js|d\.ts)(\.map)?$|^dist\/site\/.*\.(html|css|svg|md)$/,
  src: /^(?!.*\.(test|bench)\.ts$).*\.ts$/,
}

/** Nothing is published by accident: a test, a note, a key. */
export const noFileTooMany: Check = {
  rule: 'no file too many',
  *remedies(packed: Packed) {
    const { files = [] } = manifestIn(packed)
    for (const path of filesIn(packed)) {
      const [folder = ''] = path.split('/')
      const isNamed = files.includes(path) || (files.includes(folder) && kinds[folder]?.test(path))
      if (!isNamed && !always.includes(path)) yield `${path} is none of what may be published: take it out of "files", or away`
    }
  },
}
