import { root } from '@vpn-gateway/workspace/packages'
import { keepReleased } from './keep.ts'

await keepReleased(root)
