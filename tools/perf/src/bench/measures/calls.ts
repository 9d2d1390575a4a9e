import { folderOf, type Measured, ratiosTo, type Site } from '../measure.ts'
import { runProgram } from '../programs.ts'
import { interleaved, sidesOf } from '../rounds.ts'

const rounds = 40
const contestants = ['yardstick', 'ours', 'official']

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
  const medians = await interleaved(sidesOf(contestants, call), rounds)
  return ratiosTo('yardstick', medians, milliseconds, {
    name: 'one call from a fresh process',
    against: 'hand-signed',
    bar: { atMost: 1.3 },
    aim: 1.2,
  })
}

interface Load {
  readonly perSecond: number
  readonly peakKb: number
}

function load(site: Site, name: string, inFlight: number, calls: number): Load {
  return JSON.parse(runProgram(folderOf(site, name), 'load.mjs', name, site.endpoint, String(inFlight), String(calls)).stdout) as Load
}

/** Measures the requests per second at a number of calls in flight. */
export async function measureThroughput(site: Site, inFlight: number): Promise<Measured> {
  const sides = sidesOf(contestants, (name) => load(site, name, inFlight, 5_000).perSecond)
  const medians = await interleaved(sides, 21)
  return ratiosTo('yardstick', medians, (perSecond) => `${Math.round(perSecond)}/s`, {
    name: `requests per second at ${inFlight} in flight`,
    against: 'hand-signed',
    bar: { atLeast: 0.8 },
    aim: 1,
  })
}

/** Measures the peak memory of a process of many calls. */
export async function measureMemory(site: Site): Promise<Measured> {
  const sides = sidesOf(contestants, (name) => load(site, name, 16, 40_000).peakKb)
  const medians = await interleaved(sides, 5)
  return ratiosTo('yardstick', medians, (kb) => `${Math.round(kb / 1024)} MB`, {
    name: 'peak memory over 40,000 calls',
    against: 'hand-signed',
    bar: { atMost: 1.5 },
    aim: 1.2,
  })
}
