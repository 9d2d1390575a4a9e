import { service } from '@vpn-gateway/core'
import type { ServiceRequest } from './request.ts'

/** The operation that a request names, by parameter or by header. */
export function operationNamed({ pairs, header }: Pick<ServiceRequest, 'pairs' | 'header'>): string | undefined {
  return valueNamed(pairs, service.operationParameter) ?? header('x-acs-action')
}

export function versionNamed({ pairs, header }: ServiceRequest): string | undefined {
  return valueNamed(pairs, service.versionParameter) ?? header('x-acs-version')
}

/** The format to answer in, or nothing where it is none that the service has. */
export function formatNamed({ pairs, header }: ServiceRequest): 'json' | 'xml' | undefined {
  const format = valueNamed(pairs, service.formatParameter)?.toLowerCase()
  if (format === 'json' || format === 'xml') return format
  if (format !== undefined) return undefined
  const accept = header('accept')?.toLowerCase() ?? ''
  return accept.includes('application/xml') && !accept.includes('json') ? 'xml' : 'json'
}

function valueNamed(pairs: ServiceRequest['pairs'], name: string): string | undefined {
  return pairs.find(([key]) => key === name)?.[1]
}
