import { expect, test } from 'vitest'
import { JsonReader } from '../src/server/json-reader.node.ts'

function read(text: string, chunkBytes = Number.POSITIVE_INFINITY): unknown {
  const reader = new JsonReader({ bytes: 2 ** 20, values: 1_000 })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.write(bytes.subarray(at, at + chunkBytes))
  return reader.end()
}

test.each([
  '{"gateways":[{"id":"vpn-1","connections":2},"vpn-2",[],{}],"n":[-1.5e3,0,true,false,null]}',
  ' \t\r\n{ "a" : [ 1 , 2 ] , "b" : { "c" : "" } } \n',
  '"\\"\\\\\\u4e2d\\ud83d\\ude00\\n/ 中 😀 é"',
  '{"a\\\\":"\\\\","b\\"":[[[["]"]]]]}',
  '{"a":1,"a":{"b":2}}',
  '{"__proto__":{"polluted":1},"constructor":2}',
  '0',
  'null',
])('%s says what JSON.parse makes of it, in whatever chunks it comes', (text) => {
  const parsed = JSON.parse(text)
  for (const chunkBytes of [1, 2, 3, 7, text.length]) expect(read(text, chunkBytes)).toStrictEqual(parsed)
  expect(Object.getPrototypeOf(Object(read(text)))).toBe(Object.getPrototypeOf(Object(parsed)))
  expect(JSON.stringify(read(text))).toBe(JSON.stringify(parsed))
})

test('every beginning and every change of a sign of a JSON is refused just where JSON.parse refuses it', () => {
  const whole = '{"a":[1,-2.5,"x\\n中",{}],"b":{"c":true,"d":null},"e":[[]]}'
  const cut = Array.from(whole, (_, at) => whole.slice(0, at)).slice(1)
  const changed = Array.from(whole).flatMap((_, at) =>
    Array.from('{}[],:"\\ 1tn\u0001', (sign) => whole.slice(0, at) + sign + whole.slice(at + 1)),
  )
  for (const text of [...cut, ...changed, `${whole} 1`, `${whole}]`, `\ufeff${whole}`, '[1,]', '{"a":1,}', '{,}', '01', "'a'"]) {
    const parse = (how: (text: string) => unknown) => {
      try {
        return how(text)
      } catch (error) {
        return (error as Error).name
      }
    }
    expect([text, parse(read)]).toStrictEqual([text, parse(JSON.parse)])
  }
})

test.each(['', ' \n\t'])('nothing is said by %j', (text) => {
  expect(read(text)).toBeUndefined()
})

test.each([
  ['values', `[${'0,'.repeat(999)}0]`, `[${'0,'.repeat(998)}0]`],
  ['lists', '['.repeat(1_001), `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
  ['different names', `[${Array.from({ length: 499 }, (_, at) => `{"a${at}":{"b${at}":{"c${at}":0}}}`)}]`, '[{"a":0},{"a":0}]'],
  ['bytes', `["${'a'.repeat(2 ** 18 + 2)}`, `["${'a'.repeat(2 ** 18)}"]`],
])('more %s than a body may have are refused before the body has ended, and as many are not', (_, more, asMany) => {
  expect(() => read(more)).toThrow(expect.objectContaining({ name: 'BodyLimitError', message: expect.stringMatching(/at most \d+/) }))
  expect(read(asMany)).toEqual(JSON.parse(asMany))
})
