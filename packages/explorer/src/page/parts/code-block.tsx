import { type ReactElement, type ReactNode, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { announce } from './announcer.tsx'
import { withKeys } from './keys.ts'

interface CodeBlockProps {
  /** Title of the text, for the button and for screen readers. */
  readonly title: string
  readonly text: string
  /** Texts to mark in it. */
  readonly marked?: readonly string[]
}

/** A text as it is, with a button that copies it. */
export function CodeBlock({ title, text, marked = [] }: CodeBlockProps): ReactElement {
  const shown = useRef<HTMLElement>(null)
  const [status, setStatus] = useState<{ readonly of: string; readonly words: string }>()
  const show = (words: string) => {
    setStatus({ of: text, words })
    announce(words)
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      show('Copied')
    } catch {
      // Where there is no clipboard, as on plain http, or the browser refuses.
      getSelection()?.selectAllChildren(shown.current as Node)
      show('Selected: copy it with the keyboard')
    }
  }
  return (
    <section className="code" aria-label={title}>
      <header>
        <span className="code-title">{title}</span>
        <span>{status?.of === text ? status.words : ''}</span>
        <Button aria-label={`Copy: ${title}`} onPress={copy}>
          Copy
        </Button>
      </header>
      <pre>
        <code ref={shown}>
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
      {withMarks(text.slice(0, at), marked)}
      <mark>{found}</mark>
      {withMarks(text.slice(at + found.length), marked)}
    </>
  )
}
