/** The folder of the built page, to be served under any path beside an emulator. */
export async function siteFolder(): Promise<URL> {
  return new URL('./site/', import.meta.url)
}
