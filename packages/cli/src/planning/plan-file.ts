import { readFileSync, statSync } from 'node:fs'
import { OptionError } from '@vpn-gateway/core'
import type { TeardownPlan } from '@vpn-gateway/poller'

/** A plan of half a million deletions is shorter; what is longer is something else. */
const longestFile = 2 ** 29

/** Reads the plan that a file holds; what is in it is checked by the teardown. @throws {OptionError} for a file that cannot be read, or is no JSON object. */
export function readPlan(file: string): TeardownPlan {
  const plan = parsed(textOf(file))
  if (typeof plan !== 'object' || plan === null || !('version' in plan))
    throw new OptionError('--plan', 'must be a file that `vpngw plan --output json` has written')
  return plan as TeardownPlan
}

function textOf(file: string): string {
  try {
    if (statSync(file).size <= longestFile) return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new OptionError('--plan', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`)
  }
  throw new OptionError('--plan', `must be a file of at most ${longestFile} bytes`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new OptionError('--plan', 'must be a file of JSON')
  }
}
