'use client'

import dynamic from 'next/dynamic'

// msw/browser is none of the server: the component that it mocks is rendered in the page alone.
export const GatewayStatus = dynamic(() => import('./mocked-status.jsx'), { ssr: false })
