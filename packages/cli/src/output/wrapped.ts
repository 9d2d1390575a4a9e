import { stripVTControlCharacters } from 'node:util'
import sliceAnsi from 'slice-ansi'

/** Marks and joiners take no column, and these take two. */
const none = /[\p{M}\u200c\u200d]/u
const two = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u

/** Number of columns that a text takes on a terminal. */
function widthOf(text: string): number {
  let width = 0
  for (const char of text) width += none.test(char) ? 0 : two.test(char) ? 2 : 1
  return width
}

/** Breaks a line, which may have colours, into rows of at most so many columns: between words, or where a pattern meets. */
export function wrapped(line: string, columns: number, between: RegExp = /(?<= )/): string[] {
  const rows: string[] = []
  // The row begins at `from`, its last word ends at `inkTo`, and what follows that at `to`.
  let [from, inkTo, to] = [0, 0, 0]
  const breakAt = (end: number, next: number) => {
    rows.push(sliceAnsi(line, from, end))
    from = next
  }
  for (const part of partsOf(stripVTControlCharacters(line), columns, between)) {
    const ink = widthOf(part.trimEnd())
    if (to > from && to - from + ink > columns) breakAt(inkTo, to)
    for (let rest = ink; rest > columns; rest -= columns) breakAt(from + columns, from + columns)
    inkTo = to + ink
    to += widthOf(part)
  }
  return [...rows, sliceAnsi(line, from, inkTo)]
}

/** A part that fits no row is broken between its words. */
function partsOf(text: string, columns: number, between: RegExp): string[] {
  return text.split(between).flatMap((part) => (widthOf(part.trimEnd()) > columns ? part.split(/(?<= )/) : [part]))
}

/** Cuts a line off, with a mark, that is longer than a row. */
export function cut(line: string, columns: number): string {
  return widthOf(stripVTControlCharacters(line)) > columns ? `${sliceAnsi(line, 0, columns - 1)}…` : line
}
