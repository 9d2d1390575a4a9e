// The request of the programs of the emulator's suite, and the seed that answers it.
export const seed = { gateways: [{ id: 'vpn-bp1r3v1xqkl0w519g', connections: 2 }] }

export const path = '/?Action=DescribeVpnGateway&Version=2016-04-28&RegionId=cn-hangzhou&VpnGatewayId=vpn-bp1r3v1xqkl0w519g'

/** Gives the answer to it, for servers that only repeat it. */
export async function answerOf(emulator) {
  const answer = await emulator.fetch(new Request(`https://vpc.cn-hangzhou.aliyuncs.com${path}`, { method: 'POST' }))
  if (!answer.ok) throw new Error(`the emulator refused the request of the measure: ${await answer.text()}`)
  return answer.text()
}
