// Tests are CommonJS: these packages, and what msw 2 brings, are modules, and are compiled too.
const transformIgnorePatterns = ['/node_modules/(?!(@vpn-gateway|@open-draft|rettime|until-async)/)']
const modules = { '\\.m?js$': 'babel-jest' }
// Of itself jsdom has no fetch, Request and TextDecoder; this environment gives it those of Node.
const page = 'jest-fixed-jsdom'

module.exports = {
  projects: [
    { displayName: 'Node', testEnvironment: 'node', testMatch: ['**/*.test.js'] },
    { displayName: 'jsdom', testEnvironment: page, testMatch: ['**/*.test.js'] },
    { displayName: 'ts-jest, Node', testEnvironment: 'node', testMatch: ['**/*.test.ts'] },
    { displayName: 'ts-jest, jsdom', testEnvironment: page, testMatch: ['**/*.test.ts'] },
    { displayName: 'import in plain jsdom', testEnvironment: 'jsdom', testMatch: ['**/*.plain.js'] },
  ].map((project) => ({ transform: { ...modules, '\\.ts$': 'ts-jest' }, transformIgnorePatterns, ...project })),
}
