/** Where a client carries the region that it fills in, for those who keep what was done with it. */
export const regionOfClient: unique symbol = Symbol.for('@vpn-gateway/region')
