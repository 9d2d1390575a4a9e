import { operationFacts, service } from '@vpn-gateway/core'
import { useEffect, useState } from 'react'
import { send } from '../call/send.ts'
import { firstSettings } from '../call/settings.ts'
import { entriesOf, regionListing } from '../spec/operations.ts'

/** The regions that the emulator knows. */
export function useRegions(): readonly string[] {
  const [regions, setRegions] = useState<readonly string[]>([])
  useEffect(() => {
    if (regionListing === undefined || operationFacts(regionListing).verb !== 'list') return
    const listing = regionListing
    void send(listing, {}, firstSettings).then(({ answer }) =>
      setRegions(entriesOf(listing, answer).map((entry) => String(entry[service.regionParameter]))),
    )
  }, [])
  return regions
}
