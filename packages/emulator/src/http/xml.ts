/** Writes an answer as the service writes XML: a list is its element again and again. */
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

/** Characters that no XML may have, or should; half of a pair is none by itself. */
export const impossible: RegExp = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u

function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(new RegExp(impossible, 'gu'), '\ufffd')
    .replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character] ?? '')
}
