import { type Clock, systemClock } from '@vpn-gateway/core'

/** The system's time at a hundred times its pace. Every duration of the service and of the poller is its real one. */
export const quickClock: Clock = {
  now: () => systemClock.now() * 100,
  sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
}
