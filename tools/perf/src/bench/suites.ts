import { join } from 'node:path'
import { manifestOf, root } from '@vpn-gateway/workspace/packages'
import type { Measured, Site } from './measure.ts'
import { measureCall, measureMemory, measureStart, measureThroughput } from './measures/calls.ts'
import { measureCompile } from './measures/compile.ts'
import { measureFlat, measureHandlers, measurePort, measureReady } from './measures/emulator.ts'
import { measureBundle, measureInstall } from './measures/sizes.ts'
import { measureCost, measureTraces } from './measures/teardown.ts'
import { withConsumer, withSite } from './site.ts'

/** Measures that belong together, and stand on one page. */
export interface Suite {
  /** Explanation of the figures of the page. */
  readonly about: string
  /** Takes the measures, and emits each figure as it is found. */
  run(found: (measured: Measured) => void): Promise<void>
}

const clientMeasures: readonly ((site: Site) => Measured | Measured[] | Promise<Measured>)[] = [
  measureStart,
  measureCall,
  (site) => measureThroughput(site, 16),
  (site) => measureThroughput(site, 64),
  measureMemory,
  measureBundle,
  (site) => measureCompile(site, '5.9'),
  (site) => measureCompile(site, '7'),
  measureInstall,
]

const emulatorMeasures: readonly ((folder: string) => Measured | Promise<Measured>)[] = [
  (folder) => measureHandlers(folder, 'fetch'),
  (folder) => measureHandlers(folder, 'lookup'),
  measurePort,
  measureReady,
  measureFlat,
]

/** The version of msw that our handlers are tested with. */
function testedMsw(): string {
  return manifestOf(join(root, 'packages', 'msw')).devDependencies?.msw ?? '*'
}

/** Every suite, by its name on the command line. */
export const suites: Readonly<Record<string, Suite>> = {
  client: {
    about: `A figure is a ratio of medians: the sides take turns in every round, the official client in every fourth, each in a fresh
process. *Hand-signed* is [\`hand-signed.mjs\`](../../tools/perf/programs/hand-signed.mjs): \`node:http\` with a keep-alive agent,
a V3 signature, \`JSON.parse\`, nothing else. *Official* is \`@alicloud/vpc20160428\`. *Ours* is what an install of the packed
\`@vpn-gateway/client\` gives. Sizes are counts. Machines differ and have neighbours: compare ratios, and run it on yours.`,
    run: (found) =>
      withSite(async (site) => {
        for (const measure of clientMeasures) for (const each of [await measure(site)].flat()) found(each)
      }),
  },
  teardown: {
    about: `Means of 20 seeds on the emulator, in virtual time: durations are log-normal (median 20 s, sigma 0.5), \`updating\` shows after 0
to 5 s. *Time* is that until the last connection is gone, divided by the longest time that one gateway worked. *Calls* are all
requests, look-ups and confirmations included, divided by the deletions. *Terraform* repeats a refused deletion after 3, 8, 13, … s for
five minutes, ten at once on a gateway, and polls for absence; *pages* is what the documentation says: poll the gateway until it
is active, at once and every 2 s. The overshoot is the time from the end of a deletion to the next one on its gateway; the
optimal inspection policy for a known distribution leaves the one that it is compared with, at the same number of polls. The
cost of a further deletion is CPU time and peak memory of a process, emulator included.`,
    async run(found) {
      await measureTraces(found)
      for (const each of measureCost()) found(each)
    },
  },
  emulator: {
    about: `A figure is a ratio of medians: the sides take turns in every round, each in a fresh process, and *ours* is what an install of
the packed packages gives. Every side sends the same \`DescribeVpnGateway\`, unsigned, and gets an answer of the same bytes. *A bare
handler* is one \`http.post\` that repeats it; by \`fetch\` most of the time goes to msw's own interceptor, so that the same is
measured without it, on what msw does with a request that it was given, as in a page before its service worker. *A bare server* is
\`node:http\` that reads the query and repeats the answer, under 16 keep-alive connections of another process. Of the million
requests every second one is a new deletion with an idempotency token, the others repeat it, read a gateway, list connections, or
ask for what is not there; the heap is what is left after a collection, in one process, and the ledger is equally full both times.`,
    run: (found) =>
      withConsumer({ packages: ['@vpn-gateway/emulator', '@vpn-gateway/msw'], others: { msw: testedMsw() } }, async (folder) => {
        for (const measure of emulatorMeasures) found(await measure(folder))
      }),
  },
}
