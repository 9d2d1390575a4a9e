import { cliSample, curlSample } from './shell.ts'
import type { SampleSubject } from './subject.ts'
import { clientSample, mswSample, pollerSample } from './typescript.ts'

/** A way to make a call. */
export interface SampleKind {
  readonly title: string
  readonly language: 'ts' | 'sh'
  write(subject: SampleSubject): string
}

/** Every way to make a call, in the order in which they are shown. */
export const sampleKinds: Readonly<Record<'client' | 'poller' | 'msw' | 'cli' | 'curl', SampleKind>> = {
  client: { title: 'Client', language: 'ts', write: clientSample },
  poller: { title: 'Poller', language: 'ts', write: pollerSample },
  msw: { title: 'In a test', language: 'ts', write: mswSample },
  cli: { title: 'Command line', language: 'sh', write: cliSample },
  curl: { title: 'curl, on an emulator', language: 'sh', write: curlSample },
}
