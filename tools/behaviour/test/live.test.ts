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

if (live) behavesAsTheService(live)
// Skipped without keys of the real service, which no test can bring: without them it cannot be asked.
else describe('the real service', () => test.skip('is not asked: tools/behaviour/recordings/README.md says how', () => {}))

if (recording) behavesAsTheService(recordedForm(recording))
// Skipped while there is no recording, which comes of a run against the real service.
else describe('the service as recorded', () => test.skip('has no recording: tools/behaviour/recordings/README.md says how', () => {}))
