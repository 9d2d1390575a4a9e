// One caller each, made from an address: `caller(endpoint)` gives a function that makes one call.
const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
const parameters = { RegionId: 'cn-hangzhou', VpnGatewayId: 'vpn-bp1r3v1xqkl0w519g' }

export const contestants = {
  async yardstick(endpoint) {
    const { createClient } = await import('./hand-signed.mjs')
    const call = createClient({ endpoint, ...credentials })
    return () => call('DescribeVpnGateway', parameters)
  },
  async ours(endpoint) {
    const { createVpnGatewayClient } = await import('@vpn-gateway/client')
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint, credentials })
    const { VpnGatewayId } = parameters
    return () => client.describeVpnGateway({ VpnGatewayId })
  },
  async official(endpoint) {
    const { default: sdk, DescribeVpnGatewayRequest } = await import('@alicloud/vpc20160428')
    const { $OpenApiUtil } = await import('@alicloud/openapi-core')
    const Client = sdk.default
    const client = new Client(new $OpenApiUtil.Config({ ...credentials, endpoint: new URL(endpoint).host, protocol: 'HTTP' }))
    const { RegionId: regionId, VpnGatewayId: vpnGatewayId } = parameters
    return () => client.describeVpnGateway(new DescribeVpnGatewayRequest({ regionId, vpnGatewayId }))
  },
}
