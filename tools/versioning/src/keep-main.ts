import { root } from '@vpn-gateway/support/workspace'
import { keepReleased } from './keep.ts'

await keepReleased(root)
