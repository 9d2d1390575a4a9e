import {
  checkParameters,
  type OperationMetadata,
  type OperationName,
  operationMetadata,
  operationNames,
  ParameterError,
  type ParameterRule,
  type ParameterValues,
  resourceMetadata,
  service,
  UnreadableAnswerError,
} from '@vpn-gateway/core'
import { answerShapes, documentation, printable } from '@vpn-gateway/core/catalogue'
import { listResources } from '@vpn-gateway/poller'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { embeddedRegion } from '../embedded.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { kebab } from '../flags.ts'
import { plain, terminal } from '../terminal.ts'
import { confirmCall } from './confirm.ts'
import { addSharedOptions, type SharedOptions, type Work, withConnection } from './shared.ts'

/** A command for every operation of the spec: `DescribeRegions` is `describe-regions`. */
export function operationCommands(): Command[] {
  return operationNames.map(operationCommand)
}

type Values = Record<string, unknown>

interface OperationOptions extends SharedOptions {
  readonly yes?: true
  readonly all?: true
}

function operationCommand(operation: OperationName): Command {
  const metadata = operationMetadata(operation)
  const { summary, description, parameters: words } = documentation[operation]
  const command = addSharedOptions(
    new Command(kebab(operation))
      .summary(summary)
      .description(`${summary}.\n\n${description.replace(/\s+/g, ' ')}${isSecret(operation) ? ' vpngw does not print them.' : ''}`),
  )
  if (metadata.verb === 'list' && metadata.resource !== undefined) command.alias(resourceMetadata(metadata.resource).plural)
  const subject = subjectParameter(metadata)
  if (subject !== undefined) command.addArgument(new Argument(`<${kebab(subject)}>`, words[subject]))
  const options = new Map<string, Option>()
  for (const [name, rule] of Object.entries(metadata.parameters)) {
    if (name === subject || name === service.regionParameter) continue
    const option = optionOf(name, rule, words[name] ?? '', metadata)
    options.set(name, option)
    command.addOption(option)
  }
  const allPages = allPagesOption(metadata, options)
  if (allPages) command.addOption(allPages)
  if (metadata.verb === 'delete') command.option('--yes', 'do not ask first; required where there is no terminal')
  return command.action(async () => {
    const given = command.opts<OperationOptions & Values>()
    const parameters: Values = {}
    if (subject !== undefined) parameters[subject] = command.args[0]
    for (const [name, option] of options) {
      const value = given[option.attributeName()]
      if (value !== undefined) parameters[name] = value
    }
    await withConnection(given, (work) => callOperation(operation, metadata, parameters, given, work))
  })
}

/** Says whether an answer holds secrets, of which the description of the operation warns. */
function isSecret(operation: OperationName): boolean {
  return JSON.stringify(answerShapes[operation]).includes('"secret"')
}

async function callOperation(
  operation: OperationName,
  metadata: OperationMetadata,
  parameters: Values,
  { output, yes, all }: OperationOptions,
  work: Work,
): Promise<ExitCode> {
  const isDryRun = metadata.dryRun !== undefined && parameters[metadata.dryRun.parameter] === metadata.dryRun.value
  const subject = subjectParameter(metadata)
  const ids = subject === undefined ? [] : [String(parameters[subject])]
  // What is refused anyway is not asked about; the client adds its region.
  const region = service.regionParameter in metadata.parameters && { [service.regionParameter]: embeddedRegion }
  checkGiven(operation, { ...region, ...parameters }, subject)
  // A dry run is not asked about, and passes nothing that the call itself would keep.
  if (metadata.verb === 'delete' && !(await confirmCall(ids, work, isDryRun || yes === true))) {
    terminal.say('No deletion was sent.')
    return exitCodes.failed
  }
  work.isSent = metadata.verb === 'delete' && !isDryRun
  const methods = work.connection.client as unknown as Record<string, (parameters: Values, options: object) => Promise<Values>>
  const call = () => methods[metadata.method]?.(parameters, { signal: work.signal })
  const answer = (await (all ? readAllPages(operation, parameters as ParameterValues, work) : call())) as Values
  const shown = { ...(printable(operation, answer) as Values), ...outcomeOf(answer) }
  terminal.result(output === 'json' ? JSON.stringify(shown) : render(shown))
  if (shown.alreadyGone) terminal.say('No answer came to the first request, and a repeat found that it is absent.')
  else if (metadata.longRunning && !isDryRun)
    terminal.say('Accepted; the deletion runs in the background. `vpngw teardown` also waits until the resource is gone.')
  return exitCodes.done
}

/** Checks parameters. @throws {ParameterError} that names the flag or the argument, and the place in a list. */
function checkGiven(operation: OperationName, parameters: Values, subject: string | undefined): void {
  try {
    checkParameters(operation, parameters)
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    const [name = '', place, field] = error.parameter.split('.')
    const given = name === subject ? `<${kebab(name)}>` : `--${kebab(name)}`
    throw new ParameterError(`${given}${place ? ` number ${place}` : ''}${field ? `: ${field}` : ''}`, error.rule)
  }
}

/** Gives what the client says of an answer besides the answer, and nothing else that stands in its place. */
function outcomeOf({ dryRun, alreadyGone }: Values = {}): Values {
  return { ...(dryRun === 'passed' && { dryRun }), ...(alreadyGone === true && { alreadyGone }) }
}

/** The parameter that names what is read or deleted; it needs no flag. */
function subjectParameter({ resource, verb }: OperationMetadata): string | undefined {
  return resource !== undefined && verb !== 'list' ? resourceMetadata(resource).id : undefined
}

function optionOf(name: string, rule: ParameterRule, words: string, { dryRun }: OperationMetadata): Option {
  const flag = `--${kebab(name)}`
  const text = `${words.replace(/\s+/g, ' ')}${rule.default === undefined ? '' : ` (default: ${rule.default})`}`
  if (name === dryRun?.parameter)
    return new Option(flag, 'check only: nothing is changed, and what would be accepted exits 0').preset(dryRun.value)
  if (rule.type === 'boolean') return new Option(flag, text)
  const option = rule.type === 'array' ? listOption(name, flag, rule, text) : new Option(`${flag} <value>`, text)
  if (rule.type === 'integer') option.argParser((value: string) => wholeNumber(value))
  if (rule.enum) option.choices([...rule.enum])
  return rule.required ? option.makeOptionMandatory() : option
}

function listOption(name: string, flag: string, { items = {} }: ParameterRule, text: string): Option {
  if (items.type !== 'object') return new Option(`${flag} <values...>`, text)
  const fields = Object.keys(items.properties ?? {})
  return new Option(`${flag} <${fields.map(kebab).join('=')}...>`, text).argParser((value: string, before: Values[] = []) => {
    const parts = value.split('=')
    if (parts.length !== fields.length) throw new ParameterError(`--${kebab(name)}`, `must be written ${fields.map(kebab).join('=')}`)
    return [...before, Object.fromEntries(fields.map((field, index) => [field, parts[index]]))]
  })
}

function wholeNumber(value: string): number {
  if (!/^-?\d{1,15}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(value)
}

/** Makes the option of a listing that has pages; it goes with no option that chooses one. */
function allPagesOption({ resource, paging }: OperationMetadata, options: ReadonlyMap<string, Option>): Option | undefined {
  if (!resource || !paging) return undefined
  const pages = [paging.number, paging.token, paging.size].flatMap((name) => options.get(name ?? '')?.attributeName() ?? [])
  return new Option('--all', 'read every page, and print all entries as one answer').conflicts(pages)
}

/** Reads every page of a listing, as one answer. @throws {UnreadableAnswerError} where they are not all that there is. */
async function readAllPages(operation: OperationName, filters: ParameterValues, { connection, signal }: Work): Promise<object> {
  const { resource, items = '', paging } = operationMetadata(operation)
  if (!resource || !paging) throw new Error(`${operation} has no pages`)
  const { entries, isComplete } = await listResources(connection.client, resource, filters, { signal })
  if (!isComplete)
    throw new UnreadableAnswerError(200, 'pages that disagree with the total they announce, so that entries may be missing', { operation })
  const nested = items.split('.').reduceRight<unknown>((value, field) => ({ [field]: value }), entries)
  return { [paging.total]: entries.length, ...(nested as object) }
}

/** An answer as text: a field a line, nested fields indented, entries of lists with a dash. */
function render(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.map((entry) => `${indent}- ${render(entry, `${indent}  `).trimStart()}`).join('\n')
  if (typeof value !== 'object' || value === null) return `${indent}${plain(String(value))}`
  return Object.entries(value)
    .map(([field, entry]) => {
      if (typeof entry !== 'object' || entry === null) return `${indent}${field}: ${plain(String(entry))}`
      const inner = render(entry, `${indent}  `)
      return inner === '' ? `${indent}${field}: none` : `${indent}${field}:\n${inner}`
    })
    .join('\n')
}
