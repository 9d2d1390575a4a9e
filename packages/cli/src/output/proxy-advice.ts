/**
 * Points at a proxy of the environment that Node does not use. Plain http goes to this machine alone, where no proxy leads.
 *
 * @param origin where a request went that made no connection
 */
export function proxyAdvice(origin: string, env: NodeJS.ProcessEnv): string | undefined {
  const { protocol, hostname } = new URL(origin)
  const name = ['https_proxy', 'HTTPS_PROXY'].find((each) => env[each])
  if (protocol !== 'https:' || name === undefined || isUsed() || isExempt(hostname, env.no_proxy || env.NO_PROXY || '')) return undefined
  return process.allowedNodeEnvironmentFlags.has('--use-env-proxy')
    ? `${name} is set, but Node uses it only with NODE_USE_ENV_PROXY=1`
    : `${name} is set, but this Node cannot use it; Node 22.21, or 24.5, or later does with NODE_USE_ENV_PROXY=1`
}

/** Says whether Node uses the proxies of the environment, by whichever option it was asked to. */
function isUsed(): boolean {
  const { options } = process.getBuiltinModule('node:https').globalAgent as { readonly options?: { readonly proxyEnv?: object } }
  return options?.proxyEnv !== undefined
}

function isExempt(hostname: string, list: string): boolean {
  const domains = list.split(/[\s,]+/).filter((entry) => entry !== '')
  return domains.some((entry) => entry === '*' || `.${hostname}`.endsWith(`.${entry.replace(/^\*?\./, '')}`))
}
