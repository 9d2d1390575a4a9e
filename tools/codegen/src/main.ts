import { enableCompileCache } from 'node:module'

// Compilers are large: what Node made of them the last time takes a third off the next.
enableCompileCache()
const { generate } = await import('./generate.ts')
process.exitCode = await generate(process.argv.includes('--check'))
