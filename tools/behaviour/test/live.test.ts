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
else
  describe('the real service', () =>
    // Skipped: it needs keys of a real account, which are given by hand and never to CI.
    test.skip('is not asked without its keys, which no test can bring: tools/behaviour/recordings/README.md says how', () => {}))

if (recording) behavesAsTheService(recordedForm(recording))
else
  describe('the service as recorded', () =>
    // Skipped: a recording is made by a run against the real service, which has not been.
    test.skip('has no recording until a run against the real service: tools/behaviour/recordings/README.md says how', () => {}))
