import type { Check, Packed } from '../check.ts'
import { peer } from '../peers.ts'
import { manifestIn } from '../published.ts'

/** What is asked of publint. */
interface Publint {
  publint(options: object): Promise<{ readonly messages: readonly object[] }>
}

interface PublintUtils {
  formatMessage(message: object, manifest: object, options: object): string | undefined
}

/** `publint --strict`: runtimes and bundlers can use what the manifest exports. Suggestions count too. */
export const publint: Check = {
  rule: 'publint',
  async remedies(packed: Packed) {
    const lint = await peer<Publint>('publint')
    const { formatMessage } = await peer<PublintUtils>('publint/utils')
    const { messages } = await lint.publint({ pkgDir: packed.folder, strict: true, pack: false })
    return messages.map((message) => formatMessage(message, manifestIn(packed), { color: false }) ?? JSON.stringify(message))
  },
}
