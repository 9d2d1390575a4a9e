import { readFileSync } from 'node:fs'

/** Gives the most bytes that this process has had. What Linux counts as `maxRSS` is its parent's where that had more. */
export function peakMemory(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const [, kilobytes = process.resourceUsage().maxRSS] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? []
  return Number(kilobytes) * 1024
}
