import { type ErrorExample, type OperationObject, type Spec, SpecError } from './document.ts'

/** One error code that an operation documents. */
export interface DocumentedError {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly kind: string
  readonly when?: string
  readonly resource?: string
}

/** Advice to the caller about each kind of errors. */
export function errorAdvice(spec: Spec): Record<string, string> {
  return Object.fromEntries(
    Object.entries(spec.document['x-error-kinds']).map(([kind, { advice }]) => {
      if (!advice) throw new SpecError(`${spec.where('x-error-kinds', kind)}: ${kind} needs advice; say what a caller should do`)
      return [kind, advice]
    }),
  )
}

/** The errors of one operation in the order of the spec, without those of the front door. */
export function errorsOfOperation(spec: Spec, path: string, operation: OperationObject): DocumentedError[] {
  return Object.entries(operation.responses)
    .filter(([status]) => status !== '200' && status !== 'default')
    .flatMap(([status, response]) => errorsOfResponse(spec, response, Number(status), ['paths', path, 'post', 'responses', status]))
}

/** The errors that come before an operation sees the request. */
export function errorsOfFrontDoor(spec: Spec): DocumentedError[] {
  return errorsOfResponse(spec, { $ref: '#/components/responses/FrontDoor' }, undefined, ['components', 'responses', 'FrontDoor'])
}

/** Errors of which the spec knows the kind alone: no operation documents them, though they come. */
export function undocumentedErrors(spec: Spec): DocumentedError[] {
  return Object.entries(spec.document['x-error-kinds']).flatMap(([kind, { codes, description }]) =>
    codes
      .filter((code) => !code.endsWith('*'))
      .map((code) => ({ code, status: kind === 'transient' ? 500 : 400, message: description.replace(/(?<=\.) .*/, ''), kind })),
  )
}

/**
 * The codes, in lower case, that something can be done about, with their kind; a trailing `*` stands for any ending. Every
 * other code is a reason to stop. A code stands here only where it would be taken for one of another kind otherwise.
 */
export function errorKinds(spec: Spec): Record<string, string> {
  const kinds = kindsOfCodes(spec)
  const patterns = Object.keys(kinds).filter((code) => code.endsWith('*'))
  const isSaid = ([code, kind]: [string, string]) => {
    const covering = patterns.filter((pattern) => pattern !== code && code.startsWith(pattern.slice(0, -1)))
    return covering.length === 0 ? kind === 'stop' : covering.every((pattern) => kinds[pattern] === kind)
  }
  return Object.fromEntries(Object.entries(kinds).filter((entry) => !isSaid(entry)))
}

/** Every code and pattern, in lower case, with its kind. */
function kindsOfCodes(spec: Spec): Record<string, string> {
  const kinds: Record<string, string> = {}
  const set = (code: string, kind: string, ...path: string[]) => {
    const key = code.toLowerCase()
    if (kinds[key] !== undefined) throw new SpecError(`${spec.where(...path)}: ${code} has a kind already; keep one`)
    kinds[key] = kind
  }
  for (const [kind, { codes }] of Object.entries(spec.document['x-error-kinds'])) {
    for (const code of codes) set(code, kind, 'x-error-kinds', kind, 'codes')
  }
  for (const [code, example] of Object.entries(spec.document.components.examples)) {
    const extension = example['x-error']
    if (extension) set(code, extension.kind, 'components', 'examples', code)
  }
  return kinds
}

/** The codes, in lower case, whose message on the wire quotes the request, and what it quotes. */
export function echoingCodes(spec: Spec): Record<string, string> {
  return Object.fromEntries(extensionsOfCodes(spec).flatMap(([code, { echoes }]) => (echoes ? [[code, echoes]] : [])))
}

/** The codes, in lower case, that blame the clock of the caller. */
export function clockCodes(spec: Spec): string[] {
  return [...extensionsOfCodes(spec).flatMap(([code, { clock }]) => (clock ? [code] : [])), ...markedCodes(spec, 'clock')]
}

/**
 * The texts, in lower case, one of which stands in an error that says that temporary keys have run out: codes, and names that
 * a message has though the code is another.
 */
export function expiredCredentials(spec: Spec): string[] {
  const { named = [] } = spec.document['x-rpc'].expiredCredentials ?? {}
  const loose = named.find((name) => !/^\w+(\.\w+)+$/.test(name))
  if (loose !== undefined)
    throw new SpecError(
      `${spec.where('x-rpc', 'expiredCredentials', 'named')}: "${loose}" could stand in any message; name words with dots between, as codes have`,
    )
  const codes = Object.entries(spec.document.components.examples).flatMap(([code, { 'x-error': extension }]) => {
    if (extension?.credentials === undefined) return []
    const at = spec.where('components', 'examples', code)
    if (extension.credentials !== 'expired')
      throw new SpecError(`${at}: ${code} has credentials: ${String(extension.credentials)}; write expired, or leave it out`)
    if (extension.kind !== 'stop')
      throw new SpecError(`${at}: ${code} is of the kind ${extension.kind}, whose repeats ask for keys anyway; leave credentials out`)
    return [code]
  })
  const texts = [...named, ...codes].map((text) => text.toLowerCase())
  return texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)))
}

/**
 * The codes, in lower case, that a kind of errors lists under a mark besides its own: they say that a request with the same
 * idempotency token is still at work, blame the clock of the caller, or answer a request without a signature.
 */
export function markedCodes(spec: Spec, mark: 'pending' | 'clock' | 'unsigned'): string[] {
  const kinds = kindsOfCodes(spec)
  return Object.entries(spec.document['x-error-kinds']).flatMap(([kind, { [mark]: marked = [] }]) =>
    marked.map((code) => {
      if (kinds[code.toLowerCase()] === kind) return code.toLowerCase()
      throw new SpecError(`${spec.where('x-error-kinds', kind, mark)}: ${code} is not of the kind ${kind}`)
    }),
  )
}

function extensionsOfCodes(spec: Spec): [code: string, extension: NonNullable<ErrorExample['x-error']>][] {
  return Object.entries(spec.document.components.examples).flatMap(([code, { 'x-error': extension }]) =>
    extension ? [[code.toLowerCase(), extension]] : [],
  )
}

function errorsOfResponse(
  spec: Spec,
  reference: OperationObject['responses'][string],
  status: number | undefined,
  path: readonly string[],
): DocumentedError[] {
  const response = spec.resolve(reference)
  const examples = response.content['application/json']?.examples ?? {}
  if (Object.keys(examples).length === 0)
    throw new SpecError(`${spec.where(...path)}: documents no error for ${path.at(-1)}; refer to one of components/examples`)
  return Object.entries(examples).map(([code, entry]) => {
    // What stands here alone would have a kind of its own, which nothing else knows.
    if (!('$ref' in entry) || entry.$ref !== `#/components/examples/${code}`)
      throw new SpecError(`${spec.where(...path)}: ${code} must be $ref: "#/components/examples/${code}"; describe it there`)
    const example = spec.resolve<ErrorExample>(entry)
    const extension = example['x-error']
    if (!extension) throw new SpecError(`${spec.where(...path)}: ${code} needs x-error with its kind`)
    if (!(extension.kind in spec.document['x-error-kinds']))
      throw new SpecError(`${spec.where('components', 'examples', code)}: ${extension.kind} is not one of x-error-kinds`)
    if (example.value.Code !== code)
      throw new SpecError(`${spec.where('components', 'examples', code)}: the example shows ${String(example.value.Code)}; name it so`)
    const at = status ?? extension.status
    if (at === undefined) throw new SpecError(`${spec.where(...path)}: ${code} has no status; give x-error a status`)
    return {
      code,
      status: at,
      message: String(example.value.Message),
      kind: extension.kind,
      ...(extension.when && { when: extension.when }),
      ...(extension.resource && { resource: extension.resource }),
    }
  })
}
