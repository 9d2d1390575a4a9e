/** Codes of connections that were never made. */
const unsent = /^(ECONNREFUSED|ENOTFOUND|EAI_|E(HOST|NET)UN|EADDR|ERR_TLS_HANDSHAKE|UND_ERR_CONNECT|UND_ERR_PRX)/
/** Codes of handshakes that came to nothing; an alert about the client's certificate may come after the request. */
const unmet = /^ERR_SSL_.*(WRONG_VERSION|PROTOCOL|HANDSHAKE_FAILURE|CIPHER|INSUFFICIENT_SECURITY|UNRECOGNIZED_NAME)/
/** Codes of certificates of the other side that were refused. */
const untrusted = /^(?!.*ALERT)(.*CERT|UNABLE_TO_|(HOSTNAME|ISSUER|SUBJECT).*MISMATCH|INVALID_(CA|PURPOSE)$)/

/** Gives the way out where a certificate was refused, which it will be again. */
export function certificateAdvice(code: string | undefined): string | undefined {
  if (code === undefined || !untrusted.test(code)) return undefined
  return 'its certificate is not trusted; where its authority is your own, name the file of that in NODE_EXTRA_CA_CERTS'
}

/** Says whether no connection was made, so that nothing was sent: at none of the addresses where there were several. */
export function isUnsent(error: unknown, depth: number = 0): boolean {
  if (depth > 4 || typeof error !== 'object' || error === null) return false
  const { errors, cause, code = '', syscall, message = '' } = error as Partial<AggregateError & NodeJS.ErrnoException>
  if (Array.isArray(errors)) return errors.length > 0 && errors.every((each) => isUnsent(each, depth + 1))
  // A proxy that makes no tunnel is told of by an error of many uses, a port that `fetch` refuses by its message alone.
  if (code === 'UND_ERR_ABORTED') return message.includes('Tunneling')
  if (message === 'bad port') return true
  return (
    /^(connect$|query)/.test(syscall ?? '') || unsent.test(code) || unmet.test(code) || untrusted.test(code) || isUnsent(cause, depth + 1)
  )
}
