import type { OperationName, ParameterValue } from '@vpn-gateway/core'
import { sampleKinds } from '@vpn-gateway/samples'
import type { ReactElement } from 'react'
import type { Settings } from '../call/settings.ts'
import { CodeBlock } from '../parts/code-block.tsx'
import { sampleOf } from '../spec/sample.ts'

interface SamplesViewProps {
  readonly operation: OperationName
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly settings: Settings
}

/** The call of the form, as code of every kind. */
export function SamplesView({ operation, parameters, settings }: SamplesViewProps): ReactElement {
  const subject = sampleOf(operation, settings, parameters)
  const isHere = settings.place === 'emulator'
  const kinds = Object.entries(sampleKinds)
  // With a real endpoint the command line is what works.
  if (!isHere) kinds.sort(([one], [other]) => Number(other === 'cli') - Number(one === 'cli'))
  return (
    <>
      <p className={isHere ? 'help' : 'notice'}>
        {isHere
          ? 'These call the emulator of this page. Choose the real service above for code that calls it.'
          : 'These call the real service, with the keys of whoever runs them.'}
      </p>
      {kinds.map(([name, { title, write }]) => (
        <CodeBlock key={name} title={title} text={write(subject).trimEnd()} />
      ))}
    </>
  )
}
