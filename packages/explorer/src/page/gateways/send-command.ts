import { callAdmin } from '../emulator/admin.ts'
import { announce } from '../parts/announcer.tsx'

/** Sends a command to the emulator. Its effect shows by itself; a failure is announced. */
export function sendCommand(path: string, body?: object): void {
  void callAdmin(path, 'POST', body).catch((error) => announce(String(error)))
}
