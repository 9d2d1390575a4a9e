/** Writes XML as the service does: a list is its element again and again. */
export function toXml(root: string, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`
}

function element(name: string, value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((entry) => element(name, entry)).join('')
  if (typeof value === 'object' && value !== null) {
    const children = Object.entries(value).map(([field, entry]) => element(field, entry))
    return `<${name}>${children.join('')}</${name}>`
  }
  return `<${name}>${escapeText(String(value))}</${name}>`
}

/** Characters that XML cannot or should not have; half of a surrogate pair is no character. */
export const notXml: RegExp = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u

function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(new RegExp(notXml, 'gu'), '\ufffd')
    .replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? '')
}
