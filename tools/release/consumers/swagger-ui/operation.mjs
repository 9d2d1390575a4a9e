/** Opens an operation of the page to try it out. */
export async function operationOn(page, operationId) {
  const block = page.locator(`.opblock[id$="-${operationId}"]`)
  await block.locator('.opblock-summary-control').click()
  await block.getByRole('button', { name: 'Try it out' }).click()
  const answer = block.locator('.live-responses-table .response')

  /** Fills what is given, executes by a click, and reads the answer off the page; what else is prefilled stays as it is. */
  const execute = async (parameters, requestBody) => {
    for (const [name, value] of Object.entries(parameters)) await block.getByPlaceholder(name, { exact: true }).fill(value)
    if (requestBody) await block.locator('textarea').fill(JSON.stringify(requestBody))
    await block.getByRole('button', { name: 'Execute' }).click()
    await answer.waitFor()
    const status = Number(await answer.locator('.response-col_status').innerText())
    const body = JSON.parse(await answer.locator('.response-col_description .highlight-code code').first().innerText())
    await block.getByRole('button', { name: 'Clear' }).click()
    await answer.waitFor({ state: 'detached' })
    return { status, body }
  }
  return { execute }
}
