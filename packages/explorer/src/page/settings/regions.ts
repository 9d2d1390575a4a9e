import { service } from '@vpn-gateway/core'
import { useEffect, useEffectEvent, useState } from 'react'
import { send } from '../call/send.ts'
import type { Settings } from '../call/settings.ts'
import { entriesOf, regionListing } from '../spec/operations.ts'

/** The regions that the emulator lists, and a function that asks it anew: it may have wanted a key. */
export function useRegions(settings: Settings, isLive: boolean): readonly [regions: readonly string[], ask: () => void] {
  const [regions, setRegions] = useState<readonly string[]>([])
  const ask = () => {
    if (regionListing === undefined) return
    const listing = regionListing
    void send(listing, {}, settings).then(({ answer }) => {
      const listed = entriesOf(listing, answer).map((entry) => String(entry[service.regionParameter]))
      if (listed.length > 0) setRegions(listed)
    })
  }
  // Asked with the settings of that moment; another setting is no reason to ask.
  const askAtOnce = useEffectEvent(ask)
  useEffect(() => {
    if (isLive) askAtOnce()
  }, [isLive])
  return [regions, ask]
}
