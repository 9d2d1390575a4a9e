import { plain } from '../terminal.ts'

/** An answer as text: a field a line, nested fields indented, entries of lists with a dash. */
export function render(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.map((entry) => `${indent}- ${render(entry, `${indent}  `).trimStart()}`).join('\n')
  if (typeof value !== 'object' || value === null) return `${indent}${plain(String(value))}`
  return Object.entries(value)
    .map(([field, entry]) => {
      if (typeof entry !== 'object' || entry === null) return `${indent}${field}: ${plain(String(entry))}`
      const inner = render(entry, `${indent}  `)
      return inner === '' ? `${indent}${field}: none` : `${indent}${field}:\n${inner}`
    })
    .join('\n')
}
