// A mock of the contract: what it answers are the examples, and a request that breaks a rule is refused.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createVpnGatewayClient, isServiceError } from '@vpn-gateway/client'
import { contractPath, startPrism } from './prism.mjs'

const { paths } = JSON.parse(readFileSync(contractPath, 'utf8'))
const exampleOf = ({ responses }) => Object.values(responses[200].content['application/json'].examples)[0].value

const prism = await startPrism('mock')
const json = { 'content-type': 'application/json' }
const post = (body) => ({ method: 'POST', headers: json, body: JSON.stringify(body) })
const ask = async (path, init) => {
  const answer = await fetch(prism.url + path, init)
  return { status: answer.status, body: await answer.json(), violations: answer.headers.get('sl-violations') }
}

const read = await ask('/DescribeVpnGateway?VpnGatewayId=vpn-1')
assert.deepEqual(read, { status: 200, body: exampleOf(paths['/DescribeVpnGateway'].get), violations: null })
const deletion = await ask('/DeleteVpnConnection', post({ VpnConnectionId: 'vco-1' }))
assert.deepEqual(deletion, { status: 200, body: exampleOf(paths['/DeleteVpnConnection'].post), violations: null })

for (const refused of [await ask('/DescribeVpnGateway'), await ask('/DeleteVpnConnection', post({}))]) {
  assert.ok(refused.status >= 400 && refused.status < 500, `answered with ${refused.status}`)
  assert.match(refused.violations, /must have required property/)
}

// The client takes the mock for a proxy, and an error that is asked for by its status for one of the service.
const client = createVpnGatewayClient({ proxy: prism.url })
assert.equal((await client.describeVpnGateway({ VpnGatewayId: read.body.VpnGatewayId })).Status, 'active')
const denied = createVpnGatewayClient({ proxy: prism.url, headers: { prefer: 'code=403' } })
await assert.rejects(denied.deleteVpnConnection({ VpnConnectionId: 'vco-1' }), (error) => {
  return isServiceError(error, 'DeleteVpnConnection') && error.hasCode('Forbidden')
})
prism.close()
console.log('prism mock: examples of the contract; requests without an id refused')
