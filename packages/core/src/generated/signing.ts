// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.

export const clockCodes: readonly string[] = [
  "invalidtimestamp.expired",
  "illegaltimestamp"
]

export const expiredCredentials: readonly string[] = [
  "securitytoken.expired"
]
