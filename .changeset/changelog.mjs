// How a changelog reads: the words of each changeset, and once what else is of a new version.

/** @type {import('@changesets/types').ChangelogFunctions['getReleaseLine']} */
const getReleaseLine = async ({ summary }) => {
  const [first = '', ...rest] = summary.trim().split('\n')
  return `- ${[first, ...rest.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')}`
}

/** @type {import('@changesets/types').ChangelogFunctions['getDependencyReleaseLine']} */
const getDependencyReleaseLine = async (_, dependencies) => {
  const names = dependencies.map(({ name, newVersion }) => `${name} ${newVersion}`)
  return names.length === 0 ? '' : `- Depends on ${names.join(', ')}.`
}

// biome-ignore lint/style/noDefaultExport: changesets asks for one
export default { getReleaseLine, getDependencyReleaseLine }
