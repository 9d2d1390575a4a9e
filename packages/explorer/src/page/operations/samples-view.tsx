import type { OperationName, ParameterValue } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { sampleKinds } from '../../samples/sample-kinds.ts'
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
  const isHere = settings.destination === 'emulator'
  // With the real service the command line is what works, and curl, which does not sign, does not.
  const kinds = isHere ? Object.keys(sampleKinds) : Object.keys(sampleKinds).filter((name) => name !== 'curl' && name !== 'cli')
  const names = (isHere ? kinds : ['cli', ...kinds]) as (keyof typeof sampleKinds)[]
  return (
    <>
      <p className={isHere ? 'help' : 'notice'}>
        {isHere
          ? 'These call the emulator of this page (curl only if it takes calls without keys); the one for a test brings its own.'
          : 'These call the real service, with your keys; only the one for a test does not.'}
      </p>
      <p className="help">
        In a folder of your own, first:{' '}
        <code>npm install @vpn-gateway/client @vpn-gateway/poller @vpn-gateway/emulator @vpn-gateway/msw msw</code>
      </p>
      {names.map((name) => (
        <CodeBlock key={name} title={sampleKinds[name].title} text={sampleKinds[name].write(subject).trimEnd()} />
      ))}
    </>
  )
}
