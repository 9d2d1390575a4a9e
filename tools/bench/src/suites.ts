import type { Measured, Site } from './measure.ts'
import { measureBundle } from './measures/bundle.ts'
import { measureCompile } from './measures/compile.ts'
import { measureInstall } from './measures/install.ts'
import { measureMemory, measureThroughput } from './measures/load.ts'
import { measureCall, measureStart } from './measures/start.ts'

type Measure = (site: Site) => Measured | Measured[] | Promise<Measured>

/** What can be measured, by the name that the command line takes. */
export const suites: Readonly<Record<string, readonly Measure[]>> = {
  client: [
    measureStart,
    measureCall,
    (site) => measureThroughput(site, 16),
    (site) => measureThroughput(site, 64),
    measureMemory,
    measureBundle,
    (site) => measureCompile(site, '5.9'),
    (site) => measureCompile(site, '7'),
    measureInstall,
  ],
}
