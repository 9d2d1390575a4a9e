import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Packed } from '../check.ts'
import { isIn, manifestIn, targetsOf, textIn } from '../published.ts'

const shebang = '#!/usr/bin/env node\n'

/** A command can be run as it was installed. */
export const bin: Check = {
  rule: 'bin',
  *remedies(packed: Packed) {
    for (const path of targetsOf(manifestIn(packed).bin).filter((target) => isIn(packed, target))) {
      if (!textIn(packed, path).startsWith(shebang)) yield `let ${path} begin with ${shebang.trim()}`
      // Windows has no such permission.
      if (process.platform !== 'win32' && (statSync(join(packed.folder, path)).mode & 0o111) !== 0o111)
        yield `make ${path} executable: chmod +x`
    }
  },
}
