import type { ParameterValue } from '@vpn-gateway/core'
import { type SampleSubject, subjectParameter } from './subject.ts'

/** The command line. */
export function cliSample(subject: SampleSubject): string {
  const { operation, metadata, parameters, regionId, destination = {}, isUnsigned } = subject
  const name = subjectParameter(subject)
  const words = ['npx -y @vpn-gateway/cli', kebab(operation)]
  if (name !== undefined) words.push(shellWord(String(parameters[name])))
  words.push('--region', regionId)
  for (const [option, value] of Object.entries(destination)) words.push(`--${option}`, shellWord(value))
  if (isUnsigned) words.push('--credentials', 'none')
  for (const [parameter, value] of Object.entries(parameters)) {
    if (parameter === name) continue
    const flag = `--${kebab(parameter)}`
    if (value === true || parameter === metadata.dryRun?.parameter) words.push(flag)
    else if (value !== false && !(Array.isArray(value) && value.length === 0)) words.push(...optionOf(flag, wordsOf(value)))
  }
  // What is deleted in earnest is asked for.
  if (metadata.verb === 'delete' && destination.endpoint !== undefined) words.push('--yes')
  return `${words.join(' ')}\n`
}

/** curl, to an emulator behind a port: the service itself wants a signature. */
export function curlSample({ operation, names, parameters, regionId, metadata, destination }: SampleSubject): string {
  const emulator = destination?.endpoint ?? 'http://127.0.0.1:4010'
  const region = names.region in metadata.parameters ? [[names.region, regionId]] : []
  const pairs = [[names.operation, operation], ...region, ...flat('', parameters)]
  const query = pairs.map(([name, value]) => `${name}=${encode(value ?? '')}`).join('&')
  return `curl -sg '${emulator}/?${query}'\n`
}

function flat(prefix: string, value: ParameterValue | Readonly<Record<string, ParameterValue>> | undefined): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((each, at) => flat(`${prefix}.${at + 1}`, each))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, each]) => flat(prefix === '' ? name : `${prefix}.${name}`, each as ParameterValue))
  return value === undefined ? [] : [[prefix, String(value)]]
}

/** A value that looks like an option is tied to its own. */
function optionOf(flag: string, values: readonly string[]): string[] {
  return values.some((value) => /^'?-/.test(value)) ? values.map((value) => `${flag}=${value}`) : [flag, ...values]
}

function wordsOf(value: ParameterValue | undefined): string[] {
  if (!Array.isArray(value)) return [shellWord(String(value))]
  return value.map((each) => shellWord(typeof each === 'object' ? Object.values(each).join('=') : String(each)))
}

function shellWord(text: string): string {
  return /^[\w.:/=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A masked id keeps its asterisks, which curl takes as they are with `-g`; a quote would end the shell's word. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll("'", '%27')
}

/** `VpnConnectionId` is `vpn-connection-id`. */
function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}
