// The yardstick: what one writes by hand for one call, and nothing else. Ours is measured against it; it stays as it is.
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true })
const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

export function createClient({ endpoint, accessKeyId, accessKeySecret }) {
  const { hostname, port, host } = new URL(endpoint)
  return (action, parameters) =>
    new Promise((resolve, reject) => {
      const query = Object.entries({ ...parameters, Action: action })
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .sort()
        .join('&')
      const bodyHash = sha256('')
      const headers = {
        host,
        'x-acs-action': action,
        'x-acs-content-sha256': bodyHash,
        'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
        'x-acs-signature-nonce': randomUUID(),
        'x-acs-version': '2016-04-28',
      }
      const names = Object.keys(headers).sort()
      const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
      const stringToSign = `ACS3-HMAC-SHA256\n${sha256(`POST\n/\n${query}\n${lines}\n${names.join(';')}\n${bodyHash}`)}`
      const signature = createHmac('sha256', accessKeySecret).update(stringToSign).digest('hex')
      headers.authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`
      headers.accept = 'application/json'
      const sent = request({ agent, hostname, port, method: 'POST', path: `/?${query}`, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve(JSON.parse(text)))
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end()
    })
}
