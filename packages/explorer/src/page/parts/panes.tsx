import type { ReactElement, ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'

/** A panel behind a tab. */
export interface Pane {
  readonly id: string
  readonly title: string
  readonly content: ReactNode
}

interface PanesProps {
  readonly label: string
  readonly panes: readonly Pane[]
  readonly chosen?: string | undefined
  readonly onChoose?: ((id: string) => void) | undefined
  readonly className?: string
}

/** Panels of which one is seen. */
export function Panes({ label, panes, chosen, onChoose, className = '' }: PanesProps): ReactElement {
  const choice = chosen === undefined ? {} : { selectedKey: chosen }
  return (
    <Tabs className={`panes ${className}`} {...choice} onSelectionChange={(key) => onChoose?.(String(key))}>
      <TabList aria-label={label}>
        {panes.map(({ id, title }) => (
          <Tab key={id} id={id}>
            {title}
          </Tab>
        ))}
      </TabList>
      {panes.map(({ id, content }) => (
        <TabPanel key={id} id={id}>
          {content}
        </TabPanel>
      ))}
    </Tabs>
  )
}
