import { operationFacts, service } from '@vpn-gateway/core'
import { type ReactElement, useEffect, useState } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { send } from './call/send.ts'
import { firstSettings, type Settings } from './call/settings.ts'
import { Choice } from './parts/choice.tsx'
import { Field } from './parts/field.tsx'
import { entriesOf, regionListing } from './spec/operations.ts'

interface SettingsFormProps {
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
}

/** What all calls share: where they go, the region, and the keys. */
export function SettingsForm({ settings, onChange }: SettingsFormProps): ReactElement {
  const regions = useRegions()
  const set = (name: keyof Settings) => (value: string) => onChange({ ...settings, [name]: value })
  const known = regions.includes(settings.regionId) ? regions : [settings.regionId, ...regions]
  return (
    <section className="settings" aria-label="Where calls go">
      <Choice
        label="Calls go to"
        value={settings.place}
        onChange={set('place')}
        options={[
          ['emulator', 'the emulator of this page'],
          ...Object.keys(service.endpoints).map((name) => [name, `the service (${name})`] as const),
        ]}
      />
      <Choice
        label={service.regionParameter}
        value={settings.regionId}
        onChange={set('regionId')}
        options={known.map((id) => [id, id] as const)}
      />
      <Choice
        label="Answers in"
        value={settings.format}
        onChange={set('format')}
        help="XML only without keys"
        options={[
          ['JSON', 'JSON'],
          ['XML', 'XML'],
        ]}
      />
      <Disclosure className="keys">
        <Heading level={2}>
          <Button slot="trigger">Keys and signing</Button>
        </Heading>
        <DisclosurePanel>
          <p className="help">They stay in the memory of this page, sign what is sent to the emulator, and go nowhere else.</p>
          <Field label="Access key id" value={settings.accessKeyId} onChange={set('accessKeyId')} isSecret />
          <Field label="Access key secret" value={settings.accessKeySecret} onChange={set('accessKeySecret')} isSecret />
          <Field label="Security token" value={settings.securityToken} onChange={set('securityToken')} isSecret />
          <Choice
            label="Signature"
            value={settings.signing}
            onChange={set('signing')}
            options={[
              ['v3', 'V3, in headers'],
              ['v1', 'V1, in parameters'],
            ]}
          />
        </DisclosurePanel>
      </Disclosure>
    </section>
  )
}

/** The regions that the emulator knows. */
function useRegions(): readonly string[] {
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
