// The story is in what was built, with the emulator.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'

const { entries } = JSON.parse(readFileSync('out/index.json', 'utf8'))
assert.deepEqual(Object.keys(entries), ['delete-button--deletes'])
const texts = readdirSync('out/assets').map((name) => readFileSync(`out/assets/${name}`, 'utf8'))
assert.ok(texts.some((text) => text.includes('InvalidVpnConnectionInstanceId.NotFound')))
console.log('Storybook: the story is built')
