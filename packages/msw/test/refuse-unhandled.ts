/** Makes what no handler answers an error. Version 2 of msw reads the one name, version 3 the other. */
export const refuseUnhandled = { onUnhandledFrame: 'error', onUnhandledRequest: 'error' } as const
