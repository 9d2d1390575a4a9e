import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { startService } from './service.ts'
import { command, startWords } from './vpngw.ts'

// The page about the command line is made from its output: `npm test -w packages/cli -- page -u` writes it anew.

/** Patterns of what differs from run to run, each with a fixed text. */
const passing: [RegExp, string][] = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:4010'],
  [/vpngw-teardown-\d{8}T\d{6}-\d+/g, 'vpngw-teardown-20261126T090000-4711'],
  [/ in \d+\.\d s/g, ' in 6.0 s'],
  [/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"2026-11-26T09:00:00.000Z"'],
  [/"atMs": \d{13}/g, '"atMs": 1795683600000'],
]

/** Runs a command as a person would, and gives what they see. @param onAccepted is called, with what is as Ctrl-C, once a deletion is accepted */
async function seen(folder: string, words: string, onAccepted: (interrupt: () => void) => void = () => {}): Promise<string> {
  // One pipe for both, as on a screen, so that lines come in their order.
  const child = startWords(['sh', '-c', 'exec "$0" "$@" 2>&1', ...command, ...words.split(' ').slice(1)], {}, folder)
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    // They come where reads are slow, and where a poll meets the work.
    if (!/^Reading…$| {2}gateway updating$|^in the way: .* reads updating/.test(line)) lines.push(line)
    if (line.includes('accepted; runs')) onAccepted(() => child.kill('SIGINT'))
  })
  const [code] = await once(child, 'close')
  // Those that are verified together come in any order.
  const isGone = (line: string | undefined) => line?.endsWith('  gone')
  lines.forEach((line, at) => {
    if (isGone(line) && isGone(lines[at + 1]) && line > String(lines[at + 1])) lines.splice(at, 2, String(lines[at + 1]), line)
  })
  return passing.reduce((text, [pattern, fixed]) => text.replace(pattern, fixed), `$ ${words}\n${lines.join('\n')}\n# exit code ${code}`)
}

test('the page about the command line shows it as it looks', async () => {
  await using service = await startService({
    gateways: [
      {
        id: 'vpn-bp1',
        fields: { Name: 'office' },
        connections: [
          { id: 'vco-paris', fields: { Name: 'to-paris' } },
          { id: 'vco-rome', fields: { Name: 'to-rome' } },
        ],
      },
    ],
    // What was interrupted ends only once it is followed, however long the next command takes to start.
    progression: 'manual',
  })
  const { path: folder } = service
  const at = service.there.join(' ')
  const shell = (text: string) => `\`\`\`console\n${text}\n\`\`\`\n`
  const plan = await seen(folder, `vpngw plan vpn-bp1 vco-typo ${at}`)
  const refused = await seen(folder, `vpngw teardown vpn-bp1 ${at}`)
  const interrupted = await seen(folder, `vpngw teardown vpn-bp1 ${at} --yes`, (interrupt) => interrupt())
  const journal = readdirSync(folder).find((name) => name.endsWith('.journal'))
  const goneOn = await seen(folder, `vpngw teardown --journal ${journal} ${at} --yes --report report.json`, () =>
    service.emulator.settle('vpn-bp1'),
  )
  const { plans, outcomes, ...shown } = service.json('report.json')
  const again = await seen(folder, `vpngw teardown vco-paris ${at} --yes --no-journal`)
  const policy = await seen(folder, 'vpngw policy vpn-bp1')
  const isLeft = existsSync(service.file(String(journal)))
  const excerpt = JSON.stringify(
    { ...shown, plans: [{ deletions: plans[0].deletions.map(({ id }: { id: string }) => ({ id })) }], outcomes },
    undefined,
    2,
  )
  const page = `# The command line, as it looks

Made from the output of \`vpngw\`, on an emulator behind a port; times, the port and the names of journals are replaced by fixed
ones, the same for each run. [README](../packages/cli/README.md) says what each option means, and
\`vpngw <command> --help\` lists them.

## Plan

A plan is made by reads alone. \`--output json\` makes it a file, and \`vpngw teardown --plan <file>\` deletes exactly what that names.

${shell(plan)}
## Teardown

The question is the plan. Where there is no terminal to ask on, nothing is read or deleted without \`--yes\`.

${shell(refused)}
## Interrupt

Ctrl-C ends it in order. What was sent goes on at the service; how it ends is not known yet, and the journal holds it.

${shell(interrupted)}
## Going on

The last line of what was interrupted is the command that goes on. A journal that is done with is removed.

${shell(goneOn)}
## Report

\`--report <file>\` is written before anything is sent, with everything that was read, and again at the end. This one is cut: a
deletion in \`plans\` has its \`fields\` too.

\`\`\`json
${passing.reduce((text, [pattern, fixed]) => text.replace(pattern, fixed), excerpt)}
\`\`\`

## Again

${shell(again)}
## Rights

${shell(policy)}`
  expect(isLeft).toBe(false)
  await expect(page).toMatchFileSnapshot('../../../docs/cli.md')
})
