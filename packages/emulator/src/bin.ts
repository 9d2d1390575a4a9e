#!/usr/bin/env node
// Nothing is imported before it is known that this Node can read it.
const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
if (major > 22 || (major === 22 && minor >= 12)) import('./main.node.ts').then(({ main }) => main(process.argv.slice(2)))
else {
  console.error(`vpngw-emulator: Node ${process.versions.node} is too old; it needs 22.12 or later`)
  process.exitCode = 2
}

export {}
