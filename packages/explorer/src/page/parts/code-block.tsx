import { type ReactElement, type ReactNode, useState } from 'react'
import { Button } from 'react-aria-components'
import { withKeys } from './keys.ts'

interface CodeBlockProps {
  /** What the text is, for the button and for screen readers. */
  readonly title: string
  readonly text: string
  /** Texts to mark in it. */
  readonly marked?: readonly string[]
}

/** A text as it is, with a button that copies it. */
export function CodeBlock({ title, text, marked = [] }: CodeBlockProps): ReactElement {
  const [said, say] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('The browser refused to copy'),
    )
  return (
    <section className="code" aria-label={title}>
      <header>
        <span className="code-title">{title}</span>
        <span role="status">{said}</span>
        <Button aria-label={`Copy: ${title}`} onPress={copy}>
          Copy
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>
        <code>
          {withKeys(text.split(/(?<=\n)/), String).map(([key, line]) => (
            <span key={key} className="line">
              {withMarks(line, marked)}
            </span>
          ))}
        </code>
      </pre>
    </section>
  )
}

function withMarks(text: string, marked: readonly string[]): ReactNode {
  const found = marked.find((each) => each !== '' && text.includes(each))
  if (found === undefined) return text
  const at = text.indexOf(found)
  return (
    <>
      {text.slice(0, at)}
      <mark>{found}</mark>
      {text.slice(at + found.length)}
    </>
  )
}
