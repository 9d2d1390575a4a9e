import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { startService } from '../service.ts'
import { vpngw } from '../vpngw.ts'

// What careless people and pipelines have tried: whatever they give, only what was named goes, and the exit code says how it ended.
// The service has vco-1, vco-2 and, protected by its tag, vco-3 on vpn-1, and iss-1 on vpn-2.

type Service = Awaited<ReturnType<typeof startService>>

/** A command, with its exit code; or a change of the world between two commands. */
type Step = readonly [code: number, ...words: string[]] | ((at: Service) => unknown)

const changed = (id: string, fields: object) => (at: Service) => {
  const { items, ...rest } = at.emulator.snapshot()
  at.emulator.restore({ ...rest, items: items.map((each) => (each.id === id ? { ...each, fields: { ...each.fields, ...fields } } : each)) })
}
const renamed = (id: string) => changed(id, { Name: 'another' })
const protectedNow = (id: string) => changed(id, { Tags: { Tag: [{ Key: 'vpngw:protected', Value: '' }] } })
const planned =
  (...words: string[]) =>
  (at: Service) =>
    at.planned(...words)
const teardown = (code: number, ...words: string[]): Step => [code, 'teardown', ...words, '--yes']
const byPlan = (code: number, ...words: string[]) => teardown(code, '--plan', 'plan.json', '--no-journal', ...words)
/** Puts a file beside the plan. */
const file = (name: string, text: string) => (at: Service) => writeFileSync(at.file(name), text)

const trials: readonly [name: string, gone: readonly string[], ...steps: Step[]][] = [
  ['a plan of yesterday', ['vco-1', 'iss-1'], planned('vco-1', 'vco-2', 'iss-1'), renamed('vco-2'), byPlan(1)],
  ['a plan, of which something is protected since', ['vco-2'], planned('vco-1', 'vco-2'), protectedNow('vco-1'), byPlan(1)],
  ['a plan beside --except', ['vco-2'], planned('vco-1', 'vco-2'), byPlan(0, '--except', 'vco-1')],
  ['a plan beside --protect', ['vco-2'], planned('vco-1', 'vco-2'), byPlan(0, '--protect', 'vco-1')],
  ['a plan beside an id', [], planned('vco-1'), byPlan(2, 'vco-2')],
  ['a plan beside a selection', [], planned('vco-1'), byPlan(2, '--on', 'vpn-2')],
  ['a plan as a dry run', [], planned('vco-1'), byPlan(2, '--dry-run')],
  ['a plan twice', ['vco-1'], planned('vco-1'), byPlan(0), byPlan(4)],
  ['a plan twice, where only the end counts', ['vco-1'], planned('vco-1'), byPlan(0), byPlan(0, '--ensure-gone')],
  [
    'a plan that is cut',
    [],
    planned('vco-1'),
    (at) => file('plan.json', readFileSync(at.file('plan.json'), 'utf8').slice(0, -9))(at),
    byPlan(2),
  ],
  ['a plan of another region', [], planned('vco-1'), byPlan(2, '--region', 'cn-beijing')],
  ['no plan', [], file('plan.json', '{}'), byPlan(2)],
  ['an id as a plan', [], teardown(2, '--plan', 'vco-1')],
  ['two ids in one word', [], teardown(2, 'vco-1 vco-2')],
  ['a list with commas', [], teardown(2, 'vco-1,vco-2')],
  ['an id in quotes', [], teardown(2, '"vco-1"')],
  ['an id in capitals', [], teardown(2, 'VCO-1')],
  ['an id that is there in other letters', [], teardown(4, 'vco-A1')],
  ['a file as an id', [], file('ids', 'vco-1'), teardown(2, 'ids')],
  ['nothing', [], teardown(2)],
  ['an empty word', [], teardown(2, '')],
  ['equal ids', ['vco-1'], teardown(0, 'vco-1', 'vco-1', 'vco-1')],
  ['an id and its gateway', ['vco-1', 'vco-2'], teardown(0, 'vco-1', 'vpn-1')],
  ['a misspelt id among good ones', ['vco-1'], teardown(4, 'vco-1', 'vco-1l')],
  ['a gateway with --except of one on it', ['vco-2'], teardown(0, 'vpn-1', '--except', 'vco-1')],
  ['a gateway with --protect of one on it', ['vco-2'], teardown(0, 'vpn-1', '--protect', 'vco-1')],
  ['an id and --except of its gateway', [], teardown(0, 'vco-1', '--except', 'vpn-1')],
  ['an id that is to be left too', [], teardown(0, 'vco-1', '--except', 'vco-1')],
  ['what is protected, by its id', [], teardown(1, 'vco-3')],
  ['--protect of what is not there', [], teardown(2, 'vco-1', '--protect', 'vco-1l')],
  ['--except without an id', [], teardown(2, 'vco-1', '--except')],
  ['a selection by a gateway', ['iss-1'], teardown(0, '--on', 'vpn-2')],
  ['a selection by a connection', [], teardown(2, '--on', 'vco-1')],
  ['a selection by a VPC that is a gateway', [], teardown(4, '--vpc', 'vpn-1')],
  ['a selection beside an id', [], teardown(2, 'vco-1', '--on', 'vpn-2')],
  ['a selection by half a tag', [], teardown(2, '--tag', 'team')],
  ['a selection by no name', [], teardown(2, '--name', '')],
  ['a selection that meets nothing', [], teardown(4, '--name', 'nobody*')],
  ['a whole region less a gateway', ['iss-1'], teardown(0, '--all-in-region', '--except', 'vpn-1')],
  ['a value for an option that has none', [], [2, 'teardown', 'vco-1', '--yes=true']],
  ['a short option that there is none of', [], [2, 'teardown', 'vco-1', '-y']],
  ['--yes where a file is to be', [], [2, 'teardown', 'vco-1', '--report', '--yes']],
  ['a report in the place of the journal', [], teardown(2, 'vco-1', '--journal', 'x', '--report', 'x')],
  ['a report that is there', [], file('report.json', '{}'), teardown(2, 'vco-1', '--report', 'report.json')],
  ['a journal that is none', [], file('journal', 'hello\n'), teardown(2, 'vco-1', '--journal', 'journal')],
  ['a journal that is not there', [], teardown(2, '--journal', 'journal')],
  ['an empty region', [], teardown(2, 'vco-1', '--region', '')],
  ['a time limit with a unit', [], teardown(2, 'vco-1', '--timeout', '10m')],
  ['no --yes where there is no terminal', [], [2, 'teardown', 'vco-1']],
  ['a single call without --yes', [], [2, 'delete-vpn-connection', 'vco-1']],
  ['a single call of an id of another kind', [], [2, 'delete-vpn-connection', 'iss-1', '--yes']],
  ['a single call with two ids', [], [2, 'delete-vpn-connection', 'vco-1', 'vco-2', '--yes']],
  ['a dry run', [], [0, 'teardown', 'vpn-1', 'iss-1', '--dry-run']],
  ['a plan of rights', [], [0, 'plan', 'iss-1', '--check-rights']],
]

/** Words of a command in the folder of a service: an option that is given takes the place of the usual one. */
function wordsOf(at: Service, words: readonly string[]): string[] {
  const region = words.includes('--region') ? [] : ['--region', 'cn-hangzhou']
  return [...words, ...region, '--endpoint', at.server.url, '--credentials', 'none']
}

describe('of what was tried', () => {
  test.concurrent.each(trials)('%s takes %j', async (_, gone, ...steps) => {
    await using at = await startService()
    const before = at.left()
    for (const step of steps) {
      if (typeof step === 'function') await step(at)
      else {
        const [code, ...words] = step
        const run = await vpngw(wordsOf(at, words), {}, '', at.path)
        expect({ code: run.code, words, said: run.stdout + run.stderr }).toMatchObject({ code })
      }
    }
    expect(before.filter((id) => !at.left().includes(id)).sort()).toEqual([...gone].sort())
  })
})
