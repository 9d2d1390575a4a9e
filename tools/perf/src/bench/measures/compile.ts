import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, type Measured, ratiosTo, type Site } from '../measure.ts'
import { runProgram } from '../programs.ts'
import { interleaved, sidesOf } from '../rounds.ts'

const programs = {
  empty: 'export {}\n',
  ours: `import { createVpnGatewayClient, isServiceError } from '@vpn-gateway/client'

const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', credentials: { accessKeyId: 'id', accessKeySecret: 'secret' } })
try {
  const gateway = await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })
  if (gateway.Status === 'active') await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
} catch (error) {
  if (!isServiceError(error, 'DeleteVpnConnection')) throw error
  console.log(error.code, error.kind)
}
`,
  official: `import sdk, { DeleteVpnConnectionRequest, DescribeVpnGatewayRequest } from '@alicloud/vpc20160428'
import { $OpenApiUtil } from '@alicloud/openapi-core'

const config = new $OpenApiUtil.Config({ accessKeyId: 'id', accessKeySecret: 'secret', regionId: 'cn-hangzhou' })
const client = new sdk.default(config)
const gateway = await client.describeVpnGateway(new DescribeVpnGatewayRequest({ regionId: 'cn-hangzhou', vpnGatewayId: 'vpn-1' }))
if (gateway.body?.status === 'active') {
  const request = new DeleteVpnConnectionRequest({ regionId: 'cn-hangzhou', vpnConnectionId: 'vco-1' })
  console.log((await client.deleteVpnConnection(request)).statusCode)
}
`,
}

const compilerOptions = { noEmit: true, strict: true, target: 'es2022', module: 'nodenext', skipLibCheck: true, types: [] }

/** Measures the cost of the types for a user's compiler, on a program of ten lines. */
export async function measureCompile(site: Site, version: '5.9' | '7'): Promise<Measured> {
  const compiler = join(site.compilers, 'node_modules', `typescript-${version}`, 'bin', 'tsc')
  const sides = Object.entries(programs).flatMap(([name, text]) => {
    const folder = folderOf(site, name)
    const file = `program-${name}.mts`
    const project = `tsconfig-${name}.json`
    writeFileSync(join(folder, file), text)
    writeFileSync(join(folder, project), JSON.stringify({ compilerOptions, files: [file] }))
    return sidesOf([name], () => runProgram(folder, compiler, '--project', project).wallMs)
  })
  const medians = await interleaved(sides, 31)
  return ratiosTo('empty', medians, (ms) => `${Math.round(ms)} ms`, {
    name: `TypeScript ${version} on a program of ten lines`,
    against: 'an empty one',
    bar: { atMost: 1.2 },
    aim: 1.05,
  })
}
