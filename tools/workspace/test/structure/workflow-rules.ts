import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
}

interface Job {
  readonly permissions?: unknown
  readonly 'timeout-minutes'?: unknown
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly on?: string | readonly string[] | Readonly<Record<string, unknown>>
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs?: Readonly<Record<string, Job>>
}

/** A commit cannot be moved to other code, as a tag can; the comment names the version. */
const pinned = /^\s*(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/

/** Values that the author of a pull request chooses; in a script they would be run. */
const chosenByAuthor = /\$\{\{[^}]*\b(?:github\.event\.|github\.head_ref|github\.ref_name|inputs\.)[^}]*\}\}/

/** Finds what lets a workflow's pull requests, or actions of others, do more than they should. */
export function workflowProblems(text: string): string[] {
  const { on, permissions, concurrency, jobs = {} } = parse(text) as Workflow
  const triggers = typeof on === 'string' ? [on] : Array.isArray(on) ? (on as readonly string[]) : Object.keys(on ?? {})
  const isForForks = triggers.includes('pull_request')
  const problems: string[] = []
  if (triggers.includes('pull_request_target'))
    problems.push('pull_request_target runs the code of forks with the rights of this repository')
  if (triggers.includes('workflow_run')) problems.push('workflow_run continues with the rights of this repository after the code of forks')
  if (JSON.stringify(permissions) !== '{}') problems.push('the workflow itself must have permissions: {}')
  if (concurrency === undefined) problems.push('it has no concurrency')
  if (Object.keys(jobs).length === 0) problems.push('it has no jobs')
  for (const line of text.split('\n'))
    if (/^\s*(?:- )?uses:/.test(line) && !pinned.test(line)) problems.push(`not pinned to a commit with its version beside: ${line.trim()}`)
  if (isForForks && /\bsecrets\b/.test(text)) problems.push('workflows of pull requests must read no secrets')
  for (const [name, job] of Object.entries(jobs)) problems.push(...jobProblems(name, job, isForForks))
  return problems
}

function jobProblems(name: string, job: Job, isForForks: boolean): string[] {
  const problems: string[] = []
  const given = typeof job.permissions === 'object' && job.permissions !== null ? Object.entries(job.permissions) : undefined
  if (given === undefined) problems.push(`job ${name} does not list its permissions`)
  for (const [what, level] of given ?? [])
    if (isForForks && level !== 'read' && level !== 'none') problems.push(`job ${name} of a pull request may ${level} ${what}`)
  if (typeof job['timeout-minutes'] !== 'number') problems.push(`job ${name} has no timeout-minutes`)
  const scripts = (job.steps ?? []).map(({ run = '' }) => run).join('\n')
  if (/git commit|git tag|changeset publish/.test(scripts) && !/git config user\.email/.test(scripts))
    problems.push(`job ${name} commits or tags without an author: set git's user.email`)
  for (const { run = '' } of job.steps ?? [])
    if (chosenByAuthor.test(run)) problems.push(`job ${name} puts a value of the pull request's author into a script: use env`)
  return problems
}
