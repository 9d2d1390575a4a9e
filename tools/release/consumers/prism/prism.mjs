// Prism's command line over the installed contract, on a free port of this machine.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const contractPath = fileURLToPath(import.meta.resolve('@vpn-gateway/core/openapi.json'))

/** Starts `prism mock` or `prism proxy`, and ends it with this process. */
export async function startPrism(command, ...options) {
  const program = 'node_modules/@stoplight/prism-cli/dist/index.js'
  const prism = spawn(process.execPath, [program, command, contractPath, ...options, '--host', '127.0.0.1', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.on('exit', () => prism.kill())
  let output = ''
  for await (const chunk of prism.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    output += chunk
    const [, url] = /Prism is listening on (http:\S+)/.exec(output) ?? []
    if (url === undefined) continue
    // What it logs of each request is not read; a pipe that is full would stop it.
    prism.stdout.resume()
    return { url, close: () => prism.kill() }
  }
  throw new Error(`Prism did not start: ${output}`)
}
