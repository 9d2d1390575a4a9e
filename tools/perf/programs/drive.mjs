/** Makes some calls, so many at once. */
export async function drive(call, count, inFlight = 1) {
  let left = count
  const worker = async () => {
    for (; left > 0; left -= 1) await call()
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}
