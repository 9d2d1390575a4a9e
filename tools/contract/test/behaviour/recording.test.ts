import { createVirtualClock } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { emulate, emulatedWorld } from '../../src/behaviour/forms/emulated.ts'
import { liveForm } from '../../src/behaviour/forms/live.ts'
import type { Recording } from '../../src/behaviour/recording/recording.ts'
import { Aliases, redacted } from '../../src/behaviour/recording/redact.ts'
import { recordedForm, replay } from '../../src/behaviour/recording/replay.ts'
import type { World } from '../../src/behaviour/service.ts'
import { behavesAsTheService, behaviours, obstacleTo } from '../../src/behaviour/suite.ts'

const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  VPNGW_LIVE_REGION: emulatedWorld.regionId,
  VPNGW_LIVE_GATEWAY: emulatedWorld.gateway,
  VPNGW_LIVE_CONNECTION: emulatedWorld.connection,
  VPNGW_LIVE_OTHER_CONNECTION: emulatedWorld.otherConnection,
  VPNGW_LIVE_SERVER: emulatedWorld.server,
  VPNGW_LIVE_SERVER_GATEWAY: emulatedWorld.serverGateway,
  VPNGW_LIVE_FREE_CONNECTION: emulatedWorld.freeConnection,
  VPNGW_LIVE_LOCKED_CONNECTION: emulatedWorld.lockedConnection,
}

/** Runs the suite on the form for the real service, with an emulator in its place, and gives what it wrote down. */
async function record(more: Record<string, string>): Promise<{ recording: Recording; ledger: ReturnType<typeof emulate>['ledger'] }> {
  const clock = createVirtualClock({ startMs: Date.now() })
  const { gateway, connection, otherConnection, serverGateway, server, freeConnection, lockedConnection } = emulatedWorld
  const emulator = emulate({
    gateways: [
      { id: gateway, fields: { Name: 'planted' }, connections: [connection, { id: otherConnection, fields: { Name: 'planted' } }] },
      { id: serverGateway, servers: [{ id: server, fields: { IpsecServerName: 'planted', Psk: 'planted' } }] },
      { servers: 1 },
      { connections: [lockedConnection], fields: { BusinessStatus: 'FinancialLocked' } },
    ],
    connections: [freeConnection],
    progression: { timeMs: 20_000 },
    updatingAfterMs: 3_000,
    clock,
  })
  let recording: Recording | undefined
  const keep = (kept: Recording) => {
    recording = kept
  }
  const form = liveForm({ ...env, ...more }, keep, { fetch: emulator.fetch, clock })
  if (!form) throw new Error('the environment should be enough')
  const service = await form.open()
  for (const behaviour of behaviours) if (!obstacleTo(behaviour, form)) await behaviour.run(service, service.world as Required<World>)
  await service.close()
  if (!recording) throw new Error('nothing was kept')
  return { recording, ledger: emulator.ledger }
}

const everything = await record({ VPNGW_LIVE_DELETE: 'yes' })

// The same suite once more, on what was written down, as if it came from a file.
behavesAsTheService(recordedForm(JSON.parse(JSON.stringify(everything.recording))))

describe('a recording', () => {
  test('tells nothing of the account', () => {
    const text = JSON.stringify(everything.recording)
    for (const secret of [
      'planted',
      'secret',
      'Signature',
      'AccessKeyId',
      ...Object.values(emulatedWorld).filter((id) => id !== emulatedWorld.regionId),
      '47.22.',
    ])
      expect(text).not.toContain(secret)
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
    const changed = {
      ...everything.recording,
      interactions: everything.recording.interactions.map((each) => ({
        ...each,
        body: each.body.replaceAll('DryRunOperation', 'DryRunPassed'),
      })),
    }
    const form = recordedForm(changed)
    const service = await form.open()
    const behaviour = behaviours.find(({ name }) => name.startsWith('a dry run that passes is answered'))
    await expect(behaviour?.run(service, service.world as Required<World>)).rejects.toThrow()
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
    expect(liveForm({ ...env, [name]: undefined }, () => {})).toBeUndefined()
  })

  test('skips what there is nothing for', () => {
    const form = liveForm({ ...env, VPNGW_LIVE_SERVER: undefined } as never, () => {})!
    const skipped = behaviours
      .filter((behaviour) => behaviour.effect === 'asks for dry runs')
      .map((behaviour) => obstacleTo(behaviour, form))
    expect(skipped).toContain('there is no server')
  })
})
