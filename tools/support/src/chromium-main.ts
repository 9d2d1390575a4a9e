import { chromiumHere, chromiumHint } from './chromium.ts'

// For scripts and for nx: prints where Chromium is.
console.log(chromiumHere() ?? `no Chromium: ${chromiumHint}`)
