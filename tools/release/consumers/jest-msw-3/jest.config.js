// With NODE_OPTIONS=--experimental-vm-modules, Node 24.9 and later read modules as they are: nothing is compiled.
const config = {
  projects: ['node', 'jest-fixed-jsdom'].map((testEnvironment) => ({ displayName: testEnvironment, testEnvironment, transform: {} })),
}

export default config
