import { ask } from '../emulator/admin.ts'
import { announce } from '../parts/announcer.tsx'

/** Has the emulator do what has no answer. That it did is seen; that it did not is said. */
export function order(path: string, body?: object): void {
  void ask(path, 'POST', body).catch((error) => announce(String(error)))
}
