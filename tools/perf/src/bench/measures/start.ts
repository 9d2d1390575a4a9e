import { folderOf, type Measured, ratiosTo, type Site } from '../measure.ts'
import { runProgram } from '../programs.ts'
import { interleaved, sidesOf } from '../rounds.ts'

const rounds = 40

const milliseconds = (ms: number) => `${Math.round(ms)} ms`

/** Measures the import and creation of a client, against a process that does nothing. */
export async function measureStart(site: Site): Promise<Measured> {
  const make = (name: string) => runProgram(folderOf(site, name), 'make-client.mjs', name).wallMs
  const bare = { name: 'bare', turn: () => runProgram(site.consumer, 'bare.mjs').wallMs }
  const medians = await interleaved([bare, ...sidesOf(['ours', 'official'], make)], rounds)
  return ratiosTo('bare', medians, milliseconds, {
    name: 'import the client and make one',
    against: 'a bare process',
    bar: { atMost: 1.5 },
    aim: 1.3,
  })
}

/** Measures one call from a fresh process. */
export async function measureCall(site: Site): Promise<Measured> {
  const call = (name: string) => runProgram(folderOf(site, name), 'one-call.mjs', name, site.endpoint).wallMs
  const medians = await interleaved(sidesOf(['yardstick', 'ours', 'official'], call), rounds)
  return ratiosTo('yardstick', medians, milliseconds, {
    name: 'one call from a fresh process',
    against: 'hand-signed',
    bar: { atMost: 1.3 },
    aim: 1.2,
  })
}
