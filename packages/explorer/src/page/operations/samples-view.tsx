import { type OperationName, operationMetadata, type ParameterValues, resourceMetadata, service } from '@vpn-gateway/core'
import { operationErrors } from '@vpn-gateway/core/catalogue'
import type { ReactElement } from 'react'
import { sampleKinds } from '../../samples/sample-kinds.ts'
import type { SampleSubject } from '../../samples/subject.ts'
import { credentialsIn, type Settings } from '../call/settings.ts'
import { CodeBlock } from '../parts/code-block.tsx'
import { withGaps } from '../spec/check-parameter.ts'

interface SamplesViewProps {
  readonly operation: OperationName
  readonly parameters: ParameterValues
  readonly settings: Settings
}

/** The call of the form, as code of every kind. */
export function SamplesView({ operation, parameters, settings }: SamplesViewProps): ReactElement {
  const subject = sampleOf(operation, settings, parameters)
  const isHere = settings.destination === 'emulator'
  // With the real service the command line is what works, and curl, which does not sign, does not.
  const { client, poller, msw, cli, curl } = sampleKinds
  const kinds = isHere ? [client, poller, msw, cli, curl] : [cli, client, poller, msw]
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
      {kinds.map(({ title, write }) => (
        <CodeBlock key={title} title={title} text={write(subject).trimEnd()} />
      ))}
    </>
  )
}

/** The call of a form, as sample code is written of it: it goes where the page would send it. */
function sampleOf(operation: OperationName, settings: Settings, given: ParameterValues): SampleSubject {
  const { destination, regionId, signing } = settings
  const metadata = operationMetadata(operation)
  const resource = metadata.resource && resourceMetadata(metadata.resource)
  const parent = resource?.parent && resourceMetadata(resource.parent.resource)
  const refusal = operationErrors[operation].find(({ kind }) => kind === 'busy' || kind === 'throttled')?.code
  const isHere = destination === 'emulator'
  return {
    operation,
    metadata,
    ...(resource && { resource }),
    ...(parent && { parent }),
    names: { operation: service.operationParameter, region: service.regionParameter },
    regionId,
    ...(isHere && { destination: { endpoint: location.origin } }),
    ...(destination === 'vpc' && { destination: { network: destination } }),
    clientOptions: {
      ...(signing === 'v1' && { signing }),
      ...(isHere && location.protocol === 'http:' && !isSecureContext && { allowInsecureHttp: true }),
    },
    isTemporary: settings.securityToken !== '',
    isUnsigned: isHere && credentialsIn(settings) === undefined,
    parameters: withGaps(operation, given),
    ...(refusal !== undefined && { refusal }),
  }
}
