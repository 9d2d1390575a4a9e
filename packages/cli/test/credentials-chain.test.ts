import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { folderOfTest } from './service.ts'
import { cleanEnv, sourceCondition } from './vpngw.ts'

let home: string
beforeEach(() => {
  home = folderOfTest().path
})

const source = new URL('../src/credentials.ts', import.meta.url).href

/** Runs asks in a process of its own, as the chain reads the environment and the home folder; gives the ids of the keys. */
function run(asks: string): unknown {
  const program = `
    import { credentialsFrom } from ${JSON.stringify(source)}
    const source = credentialsFrom(process.env, 'default', undefined)
    const ask = () => source.getCredential().then(({ accessKeyId }) => accessKeyId, ({ name }) => name)
    const answers = []
    ${asks}
    console.log(JSON.stringify(await Promise.all(answers)))`
  const args = [sourceCondition, '--input-type=module', '--eval', program]
  return JSON.parse(execFileSync(process.execPath, args, { env: cleanEnv({ HOME: home }), encoding: 'utf8' }))
}

/** A profile whose key a command prints. */
function configure(script: string): void {
  const command = join(home, 'key.sh')
  writeFileSync(command, `#!/bin/sh\ncd '${home}'\n${script}\n`, { mode: 0o755 })
  mkdirSync(join(home, '.aliyun'))
  const profile = { name: 'default', mode: 'External', process_command: command }
  writeFileSync(join(home, '.aliyun/config.json'), JSON.stringify({ current: 'default', profiles: [profile] }))
}

test('a profile whose command failed once is asked again', () => {
  const key = JSON.stringify({ mode: 'AK', access_key_id: 'id', access_key_secret: 'secret' })
  configure(`if [ -e asked ]; then echo '${key}'; else touch asked; exit 1; fi`)
  expect(run('for (let call = 0; call < 3; call += 1) answers.push(await ask())')).toEqual(['CredentialsError', 'id', 'id'])
})

test('a call that asks while another one waits for a link that fails gets the key of the next link too', () => {
  configure('touch asked; until [ -e failing ]; do sleep 0.01; done; exit 1')
  mkdirSync(join(home, '.alibabacloud'))
  const lines = ['[default]', 'type = access_key', 'access_key_id = id', 'access_key_secret = secret']
  writeFileSync(join(home, '.alibabacloud/credentials'), lines.join('\n'))
  const asks = `
    const { existsSync, writeFileSync } = await import('node:fs')
    answers.push(ask())
    while (!existsSync(process.env.HOME + '/asked')) await new Promise(setImmediate)
    answers.push(ask())
    await new Promise(setImmediate)
    writeFileSync(process.env.HOME + '/failing', '')`
  expect(run(asks)).toEqual(['id', 'id'])
})
