import type { Check } from '../check.ts'
import { bin } from './bin.ts'
import { dependencies } from './dependencies.ts'
import { licence } from './licence.ts'
import { manifest } from './manifest.ts'
import { noFileMissing } from './no-file-missing.ts'
import { noFileTooMany } from './no-file-too-many.ts'
import { publint } from './publint.ts'
import { sizes } from './sizes.ts'
import { sourceMaps } from './source-maps.ts'
import { types } from './types.ts'

/** Every rule for what is published. */
export const checks: readonly Check[] = [
  manifest,
  licence,
  dependencies,
  noFileMissing,
  noFileTooMany,
  bin,
  sourceMaps,
  publint,
  types,
  sizes,
]
