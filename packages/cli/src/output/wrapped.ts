import { stripVTControlCharacters } from 'node:util'
import sliceAnsi from 'slice-ansi'

/** Marks and joiners take no column, and these take two. */
const none = /[\p{M}\u200c\u200d]/u
const two = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u30ff\uff01-\uff60]/u

/** Number of columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += none.test(char) ? 0 : two.test(char) ? 2 : 1
  return width
}

/**
 * Breaks a line, which may have colours, into rows of at most so many columns: between words, or where a pattern meets. No character is
 * lost but blanks at the end of a row, however wide a terminal shows the others.
 */
export function wrapped(line: string, columns: number, between: RegExp = /(?<= )/): string[] {
  const tokens = line.match(/\p{Cc}\[[\d;]*m|[\s\S]/gu)?.values() ?? [].values()
  const rows: string[] = []
  let [row, width] = ['', 0]
  const breakRow = () => {
    rows.push(trimmed(row))
    row = ''
    width = 0
  }
  for (const part of partsOf(stripVTControlCharacters(line), columns, between)) {
    if (width > 0 && width + widthOf(part.trimEnd()) > columns) breakRow()
    for (const char of part) {
      // Colours take no column, and stay where they are.
      for (let { value } = tokens.next(); value !== undefined && value !== char; { value } = tokens.next()) row += value
      const own = widthOf(char)
      if (char !== ' ' && width > 0 && width + own > columns) breakRow()
      row += char
      width += own
    }
  }
  return [...rows, trimmed(row + [...tokens].join(''))]
}

/** Takes blanks off the end of a row, also before colours. */
function trimmed(row: string): string {
  return row.replace(/ +((?:\p{Cc}\[[\d;]*m)*)$/u, '$1')
}

/** A part that fits no row is broken between its words. */
function partsOf(text: string, columns: number, between: RegExp): string[] {
  return text.split(between).flatMap((part) => (widthOf(part.trimEnd()) > columns ? part.split(/(?<= )/) : [part]))
}

/** Cuts a line off, with a mark, that is longer than a row. */
export function cut(line: string, columns: number): string {
  return widthOf(stripVTControlCharacters(line)) > columns ? `${sliceAnsi(line, 0, columns - 1)}…` : line
}
