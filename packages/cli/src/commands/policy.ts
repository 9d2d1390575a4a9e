import { type OperationName, OptionError, type ResourceName, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'
import { Command, Option } from 'commander'
import { isParent, metadataOf } from '../kinds.ts'
import { idsOf } from '../planning/ids.ts'
import { readPlans } from '../planning/plan-file.ts'
import { terminal } from '../terminal.ts'
import { targetsHelp } from './plan.ts'
import { withoutConnection } from './shared.ts'

interface PolicyOptions {
  readonly plan?: string
  readonly select?: true
}

/** Prints what a caller must be allowed to do; it calls nothing. */
export function policyCommand(): Command {
  return new Command('policy')
    .summary('Print the smallest RAM policy that a teardown needs')
    .description(
      'Print the smallest RAM policy with which the targets, or what a plan names, can be read and deleted, as JSON. Nothing is called. It allows the actions on every resource; narrow Resource down where your account does.',
    )
    .argument('[id...]', targetsHelp)
    .addOption(new Option('--plan <file>', 'for what this plan names (vpngw plan --output json)'))
    .option('--select', 'also for selections: --vpc, --tag, --name, --all-in-region')
    .action((words: string[], options: PolicyOptions) =>
      withoutConnection(async (signal) => {
        const ids = [...(await idsOf(words, signal)), ...(options.plan === undefined ? [] : await idsIn(options.plan))]
        if (ids.length === 0 && !options.select) throw new OptionError('id', 'is required, or a --plan, or --select')
        terminal.result(JSON.stringify(policyFor(ids, options.select === true), undefined, 2))
      }),
    )
}

async function idsIn(file: string): Promise<string[]> {
  return (await readPlans(file)).flatMap(({ targets, deletions }) => [...targets, ...deletions.map(({ id }) => id)])
}

function policyFor(ids: readonly string[], selects: boolean): object {
  const operations = new Set(operationsFor(ids, selects))
  const actions = [...operations].map((operation) => documentation[operation].permission)
  return { Version: '1', Statement: [{ Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' }] }
}

/** The operations that a teardown calls: each resource and its gateway are read, and what is on a gateway is listed. */
function operationsFor(ids: readonly string[], selects: boolean): OperationName[] {
  const needsListings = selects || ids.some(isParent)
  const named = new Set(ids.map((id) => metadataOf(id)?.id))
  const kinds = resourceNames.filter((name) => resourceMetadata(name).operations.delete !== undefined)
  return kinds
    .filter((name) => needsListings || named.has(resourceMetadata(name).id))
    .flatMap((name) => {
      const { operations, parent } = resourceMetadata(name)
      const { read, list } = parent ? resourceMetadata(parent.resource as ResourceName).operations : {}
      const listings = [...(needsListings || !operations.read ? [operations.list] : []), ...(selects || !read ? [list] : [])]
      return [operations.delete, operations.read, read, ...listings].filter((operation) => operation !== undefined)
    })
}
