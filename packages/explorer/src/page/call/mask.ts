import { encoded } from './request.ts'
import { credentialsIn, type Settings } from './settings.ts'

const hidden = '••••'

/** Names of the fields that hold a key's id and a security token, in a request of either signature. */
const fields = {
  accessKeyId: ['Credential', 'AccessKeyId'],
  securityToken: ['SecurityToken', 'x-acs-security-token'],
}
const separators = ['=', '%3D', '%253D', ':', ': ']

/** Below this a key is like any other word: taken out wherever it stands, it would show itself by the gaps. */
const unmistakable = 8

/** A function that takes the typed keys out of a text, however they are encoded in it. */
export function maskOf(settings: Settings): (text: string) => string {
  const { accessKeyId = '', accessKeySecret = '', securityToken = '' } = credentialsIn(settings) ?? {}
  const shown = accessKeyId.length < 2 * unmistakable ? hidden : `${accessKeyId.slice(0, 4)}${hidden}`
  const masks = [
    ...inFields(fields.securityToken, securityToken, hidden),
    ...inFields(fields.accessKeyId, accessKeyId, shown),
    ...anywhere(securityToken, hidden),
    ...anywhere(accessKeySecret, hidden),
    ...anywhere(accessKeyId, shown),
  ]
  return (text) => masks.reduce((rest, [found, mask]) => rest.replaceAll(found, mask), text)
}

type Mask = readonly [found: string, mask: string]

function inFields(names: readonly string[], key: string, mask: string): Mask[] {
  if (key === '') return []
  return names.flatMap((name) =>
    separators.flatMap((separator) => formsOf(key).map((form): Mask => [`${name}${separator}${form}`, `${name}${separator}${mask}`])),
  )
}

function anywhere(key: string, mask: string): Mask[] {
  return key.length < unmistakable ? [] : formsOf(key).map((form) => [form, mask])
}

/** A text as it is, encoded, and encoded twice. */
function formsOf(text: string): string[] {
  const once = encoded(text)
  return [...new Set([encoded(once), once, text])]
}
