import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { liveForm } from '../src/forms/live.ts'
import { newestRecording, recordingsFolder } from '../src/recording/recording.ts'
import { recordedForm } from '../src/recording/replay.ts'
import { behavesAsTheService } from '../src/suite.ts'

const live = liveForm(process.env, (recording) => {
  mkdirSync(recordingsFolder, { recursive: true })
  writeFileSync(new URL(`${recording.recordedOn}.json`, recordingsFolder), `${JSON.stringify(recording, null, 2)}\n`)
})
const recording = newestRecording()

// Keys of the real service are whoever's they are: without them it cannot be asked.
if (live) behavesAsTheService(live)
else describe('the real service', () => test.skip('is not asked: tools/behaviour/recordings/README.md says how', () => {}))

// A recording comes of such a run, and nobody has made one yet.
if (recording) behavesAsTheService(recordedForm(recording))
else describe('the service as recorded', () => test.skip('has no recording: tools/behaviour/recordings/README.md says how', () => {}))
