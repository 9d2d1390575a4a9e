import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestOf, root } from '@vpn-gateway/workspace/packages'
import { expect, test } from 'vitest'
import { workflowProblems } from './workflow-rules.ts'

const folder = join(root, '.github/workflows')
const ci = readFileSync(join(folder, 'ci.yml'), 'utf8')
const release = readFileSync(join(folder, 'release.yml'), 'utf8')

/** Writes an expression of a workflow. */
function expression(text: string): string {
  return `$\{{ ${text} }}`
}

test.each(readdirSync(folder))('%s can do no more than it must', (name) => {
  expect(workflowProblems(readFileSync(join(folder, name), 'utf8'))).toEqual([])
})

test.each<[string, string, string | RegExp, string, string]>([
  ['an action by its tag', ci, /@[0-9a-f]{40} # v4\.2\.2/, '@v4', 'not pinned'],
  ['an action by a short commit', ci, /@([0-9a-f]{7})[0-9a-f]{33}/, '@$1', 'not pinned'],
  ['an action without its version beside', ci, / # v4\.4\.0/, '', 'not pinned'],
  ['an action by its branch', release, /@[0-9a-f]{40} # v4\.4\.0/, '@main', 'not pinned'],
  ['a job without permissions', ci, /\n {4}permissions:\n {6}contents: read/, '', 'job test does not list its permissions'],
  ['a job that may do everything', release, /permissions:\n {6}contents: read/, 'permissions: write-all', 'does not list its permissions'],
  ['a job without a timeout', ci, /\n {4}timeout-minutes: \d+/, '', 'job test has no timeout-minutes'],
  ['a workflow that may do something by itself', ci, 'permissions: {}', 'permissions:\n  contents: write', 'the workflow itself'],
  ['no concurrency', release, /\nconcurrency:\n.*\n.*\n/, '\n', 'concurrency'],
  ['rights for the code of forks', ci, '  pull_request:', '  pull_request_target:', 'pull_request_target'],
  ['rights after the code of forks', ci, '  pull_request:', '  workflow_run:\n    workflows: [CI]', 'workflow_run'],
  [
    'a secret in a pull request',
    ci,
    'run: .ci/run',
    `run: .ci/run\n        env: { TOKEN: "${expression('secrets.TOKEN')}" }`,
    'no secrets',
  ],
  ['a pull request that may write', ci, 'contents: read', 'contents: write', 'job test of a pull request may write contents'],
  [
    'tags without an author',
    release,
    /\n {6}- name: Set the author of the tags[\s\S]*?noreply.github.com'/,
    '',
    'job publish commits or tags',
  ],
  [
    'a title that the author chose',
    ci,
    'run: .ci/run',
    `run: echo ${expression('github.event.pull_request.title')}`,
    'value of the pull request',
  ],
])('%s would be found', (_, text, what, instead, says) => {
  const planted = text.replace(what, instead)
  expect(planted).not.toBe(text)
  expect(workflowProblems(planted).join('\n')).toContain(says)
})

test('a release has no token, and publishes only what was checked', () => {
  expect(release).not.toMatch(/secrets|NPM_TOKEN|NODE_AUTH_TOKEN/)
  expect(release).toMatch(/publish:\n {4}needs: \[plan, test\]/)
  expect(release).toMatch(/ {2}test:[\s\S]*- run: \.ci\/run\n\n {2}publish:/)
  expect(release).toMatch(/id-token: write[\s\S]*npm run release:check\n[\s\S]*- run: npx changeset publish/)
})

test('workflows bring npm with the Node that the scripts run on', () => {
  const { devDependencies } = manifestOf(root)
  expect(readFileSync(join(root, '.node-version'), 'utf8').trim()).toBe(devDependencies?.node)
})
