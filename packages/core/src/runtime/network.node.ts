/** Codes of connections that were never made; the check of a certificate may run out of memory. */
const unsent = /^(OUT_OF_MEM$|ECONNREFUSED|ENOTFOUND|EAI_|E(HOST|NET)UN|EADDR|ERR_TLS_HANDSHAKE|UND_ERR_CONNECT|UND_ERR_PRX)/
/** Codes of handshakes that came to nothing; an alert about the client's certificate may come after the request. */
const unmet =
  /^ERR_SSL_.*(WRONG_VERSION|PROTOCOL|HANDSHAKE_FAILURE|CIPHER|INSUFFICIENT_SECURITY|KEY_TOO_SMALL|UNRECOGNIZED_NAME|UNSAFE_LEGACY|COMPRESSION_(ALG|DIS))/
/** Codes of certificates of the other side that were refused: all that Node has for what OpenSSL says of one. */
const untrusted =
  /^(?!.*ALERT)(.*CERT|UNABLE_TO_|(ERROR_IN_)?CRL_|(HOSTNAME|ISSUER|SUBJECT).*MISMATCH|(INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$)/

type Failed = Partial<AggregateError & NodeJS.ErrnoException>

/** Gives the way out where a certificate was refused, which it will be again. */
export function certificateAdvice(error: unknown, depth: number = 0): string | undefined {
  if (depth > 4 || typeof error !== 'object' || error === null) return undefined
  const { code, cause, errors } = error as Failed
  if (code === undefined) return certificateAdvice(cause ?? errors?.[0], depth + 1)
  if (!isUntrusted(error)) return undefined
  return 'its certificate is not trusted; where its authority is your own, name the file of that in NODE_EXTRA_CA_CERTS'
}

/** Says whether a certificate was refused; the code of reasons that have no other is one of other errors too, which have more fields. */
function isUntrusted(error: Failed): boolean {
  const { code = '' } = error
  return untrusted.test(code) || (code === 'UNSPECIFIED' && Object.keys(error).length === 1)
}

/** Says whether no connection was made, so that nothing was sent: at none of the addresses where there were several. */
export function isUnsent(error: unknown, depth: number = 0): boolean {
  if (depth > 4 || typeof error !== 'object' || error === null) return false
  const { errors, cause, code = '', syscall, message = '' } = error as Failed
  if (Array.isArray(errors)) return errors.length > 0 && errors.every((each) => isUnsent(each, depth + 1))
  // Some errors are of many uses, and only their message says of which: a proxy that makes no tunnel, a port that `fetch` refuses, a handshake.
  if (code === 'UND_ERR_ABORTED') return message.includes('Tunneling')
  if (/^bad port$|before secure TLS/.test(message)) return true
  return (
    /^(connect$|bind$|getaddrinfo$|query)/.test(syscall ?? '') ||
    unsent.test(code) ||
    unmet.test(code) ||
    isUntrusted(error) ||
    isUnsent(cause, depth + 1)
  )
}
