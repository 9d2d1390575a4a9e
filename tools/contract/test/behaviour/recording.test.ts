import { createVirtualClock } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { emulate, emulatedFixture } from '../../src/behaviour/backends/emulated.ts'
import { liveBackend } from '../../src/behaviour/backends/live.ts'
import type { Recording } from '../../src/behaviour/recording/recording.ts'
import { Aliases, redacted } from '../../src/behaviour/recording/redact.ts'
import { recordedBackend, replay } from '../../src/behaviour/recording/replay.ts'
import type { Fixture } from '../../src/behaviour/service.ts'
import { behavesAsTheService, behaviours, obstacleTo } from '../../src/behaviour/suite.ts'

const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  VPNGW_LIVE_REGION: emulatedFixture.regionId,
  VPNGW_LIVE_GATEWAY: emulatedFixture.gateway,
  VPNGW_LIVE_CONNECTION: emulatedFixture.connection,
  VPNGW_LIVE_OTHER_CONNECTION: emulatedFixture.otherConnection,
  VPNGW_LIVE_SERVER: emulatedFixture.server,
  VPNGW_LIVE_SERVER_GATEWAY: emulatedFixture.serverGateway,
  VPNGW_LIVE_DETACHED_CONNECTION: emulatedFixture.detachedConnection,
  VPNGW_LIVE_LOCKED_CONNECTION: emulatedFixture.lockedConnection,
}

/** Runs the suite on the form for the real service, with an emulator in its place, and gives what it wrote down. */
async function record(more: Record<string, string>): Promise<{ recording: Recording; ledger: ReturnType<typeof emulate>['ledger'] }> {
  const clock = createVirtualClock({ startMs: Date.now() })
  const { gateway, connection, otherConnection, serverGateway, server, detachedConnection, lockedConnection } = emulatedFixture
  const emulator = emulate({
    gateways: [
      { id: gateway, fields: { Name: 'planted' }, connections: [connection, { id: otherConnection, fields: { Name: 'planted' } }] },
      { id: serverGateway, servers: [{ id: server, fields: { IpsecServerName: 'planted', Psk: 'planted' } }] },
      { servers: 1 },
      { connections: [lockedConnection], fields: { BusinessStatus: 'FinancialLocked' } },
    ],
    connections: [detachedConnection],
    progression: { timeMs: 20_000 },
    updatingAfterMs: 3_000,
    clock,
  })
  let recording: Recording | undefined
  const keep = (kept: Recording) => {
    recording = kept
  }
  const backend = liveBackend({ ...env, ...more }, keep, { fetch: emulator.fetch, clock })
  if (!backend) throw new Error('the environment should be enough')
  const service = await backend.open()
  for (const behaviour of behaviours)
    if (!obstacleTo(behaviour, backend)) await behaviour.run(service, service.fixture as Required<Fixture>)
  await service.close()
  if (!recording) throw new Error('nothing was kept')
  return { recording, ledger: emulator.ledger }
}

const everything = await record({ VPNGW_LIVE_DELETE: 'yes' })

// The same suite once more, on what was written down, as if it came from a file.
behavesAsTheService(recordedBackend(JSON.parse(JSON.stringify(everything.recording))))

describe('a recording', () => {
  test('holds nothing of the account', () => {
    const text = JSON.stringify(everything.recording)
    const { regionId, ...ids } = emulatedFixture
    const secrets = ['planted', 'secret', 'Signature', 'AccessKeyId', ...Object.values(ids), '47.22.']
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).toContain('updating')
    expect(everything.recording.recordedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  test.each([
    [
      'xml',
      '<Read><Name lang="en">planted</Name><Psk><!-- planted -->planted</Psk><a:Name>planted</a:Name><Owner>1234567890</Owner></Read>',
    ],
    ['xml', '<Read><Description><![CDATA[planted]]></Description></Read>'],
    ['json', '{"Name":"planted","Owner":1234567890,"List":["planted"],"Inner":{"Psk":"planted"}}'],
    ['html', '<html>planted</html>'],
  ])('keeps nothing of other %s than that there was something', (type, text) => {
    const kept = redacted(text, `application/${type}`, new Aliases({ regionId: 'cn-hangzhou' }))
    expect(kept).not.toMatch(/planted|1234567890/)
    expect(kept).toContain(type === 'html' ? 'redacted' : type === 'xml' ? '<Read>' : '"Name":"redacted"')
  })

  test('answers nothing that was not asked then', async () => {
    const ask = replay(everything.recording)(
      new Request('https://vpc.cn-hangzhou.aliyuncs.com/?Action=DescribeVpnGateway&VpnGatewayId=vpn-7'),
    )
    await expect(ask).rejects.toThrow('the recording has no answer to')
  })

  test('an answer that has changed since would fail the suite', async () => {
    const changed = JSON.stringify(everything.recording).replaceAll('DryRunOperation', 'DryRunPassed')
    const backend = recordedBackend(JSON.parse(changed))
    const service = await backend.open()
    const behaviour = behaviours.find(({ name }) => name.startsWith('a dry run that passes is answered'))
    await expect(behaviour?.run(service, service.fixture as Required<Fixture>)).rejects.toThrow()
  })
})

describe('the real service', () => {
  test('is only read and asked for dry runs unless more is allowed', async () => {
    const { ledger, recording } = await record({})
    expect(ledger.tasks).toEqual([])
    expect(ledger.of('DeleteVpnConnection')).toEqual([])
    expect(ledger.of('DeleteIpsecServer').every(({ parameters }) => parameters.DryRun === 'true')).toBe(true)
    expect(recording.allows).not.toContain('deletes')
  })

  test.each(['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'VPNGW_LIVE_REGION'])('is left alone without %s', (name) => {
    expect(liveBackend({ ...env, [name]: undefined }, () => {})).toBeUndefined()
  })

  test('skips what there is nothing for', () => {
    const backend = liveBackend({ ...env, VPNGW_LIVE_SERVER: undefined } as never, () => {})!
    const skipped = behaviours
      .filter((behaviour) => behaviour.effect === 'asks for dry runs')
      .map((behaviour) => obstacleTo(behaviour, backend))
    expect(skipped).toContain('there is no server')
  })
})
