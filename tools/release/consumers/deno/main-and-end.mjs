// msw opens a channel when it is imported, which keeps Deno's process from its end.
await import('./main.mjs')
Deno.exit()
