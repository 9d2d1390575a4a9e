import type { Check, Packed } from '../check.ts'
import { isIn, textIn } from '../published.ts'

/** The text of the licence goes with every copy: the licence asks for it. */
export const licence: Check = {
  rule: 'licence',
  *remedies(packed: Packed) {
    if (!isIn(packed, 'LICENSE')) yield 'add the file LICENSE'
    else if (!textIn(packed, 'LICENSE').startsWith('MIT License\n')) yield 'let LICENSE be the text of the MIT licence'
  },
}
