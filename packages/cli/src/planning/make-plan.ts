import { planTeardown, type TeardownPlan } from '@vpn-gateway/poller'
import type { Command } from 'commander'
import type { Connection } from '../connection.ts'
import type { CommandJournal } from '../journal.ts'
import { counted } from '../output/plan.ts'
import { styled, terminal } from '../terminal.ts'
import { checkId } from './ids.ts'

/** Options that say what a plan holds. */
export interface PlanningOptions {
  readonly protect?: readonly string[]
  readonly except?: readonly string[]
  readonly checkRights?: true
  readonly sameAccount?: true
}

/** Adds the options of what is to be deleted, and what is not. */
export function addPlanningOptions(command: Command): Command {
  return command
    .option('--except <id>', 'leave this one, or everything on this gateway; may be given again', another)
    .option('--protect <id>', 'never delete this one; so is what has the tag vpngw:protected', another)
    .option('--check-rights', 'also ask the service whether it would accept each deletion, where it can be asked')
    .option('--same-account', 'go on with a journal though none of what it tells of is there')
}

function another(id: string, before: readonly string[] = []): string[] {
  checkId(id, before.length)
  return [...before, id]
}

/** Most of the time between two lines about the reads, in milliseconds. */
const toldEveryMs = 5_000

/** Plans by reads alone, and says how far it has come where that takes long. */
export async function makePlan(
  ids: readonly string[],
  { protect, except, checkRights, sameAccount }: PlanningOptions,
  { connection, signal }: { readonly connection: Connection; readonly signal: AbortSignal },
  journal?: CommandJournal,
): Promise<TeardownPlan> {
  let toldAt = performance.now()
  if (ids.length > fewTargets) terminal.say(styled('gray', `Reading ${counted(ids.length, 'target')}…`))
  return planTeardown(connection.client, ids, {
    signal,
    protect,
    except,
    checkRights,
    sameAccount,
    journal: journal?.journal,
    onRead: (count) => {
      if (performance.now() - toldAt < toldEveryMs) return
      toldAt = performance.now()
      terminal.say(styled('gray', `${counted(count, 'resource')} read`))
    },
  })
}

/** So many are read before anybody wonders. */
const fewTargets = 20
