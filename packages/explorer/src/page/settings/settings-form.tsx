import { service } from '@vpn-gateway/core'
import type { ReactElement } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { credentialsIn, type Settings } from '../call/settings.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { useRegions } from './regions.ts'

interface SettingsFormProps {
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
}

/** What all calls share: where they go, the region, and the keys. */
export function SettingsForm({ settings, onChange }: SettingsFormProps): ReactElement {
  const regions = useRegions()
  const known = regions.includes(settings.regionId) ? regions : [settings.regionId, ...regions]
  /** What a control of one setting needs. */
  const bind = (name: keyof Settings) => ({
    value: settings[name],
    onChange: (value: string) => onChange({ ...settings, [name]: value }),
  })
  return (
    <section className="settings" aria-label="Settings of every call">
      <Choice
        label="Calls go to"
        {...bind('place')}
        options={[
          ['emulator', 'the emulator of this page'],
          ...Object.keys(service.endpoints).map((name) => [name, `the real service (${name} endpoint)`] as const),
        ]}
      />
      <Choice label={service.regionParameter} {...bind('regionId')} options={known.map((id) => [id, id] as const)} />
      <Disclosure className="keys">
        <Heading level={2}>
          <Button slot="trigger">Access key, signature and format</Button>
        </Heading>
        <DisclosurePanel>
          <p className="help">
            Keys stay in the memory of this page, sign what is shown here and what is sent to the emulator, and go nowhere else. Calls are
            not signed without one. Any made-up key will do for an emulator that was given none of its own.
          </p>
          <div className="fields">
            <Field label="Access key id" {...bind('accessKeyId')} isSecret />
            <Field label="Access key secret" {...bind('accessKeySecret')} isSecret />
            <Field label="Security token" {...bind('securityToken')} help="only for temporary keys" isSecret />
            <Choice
              label="Signature"
              {...bind('signing')}
              options={[
                ['v3', 'V3, in headers'],
                ['v1', 'V1, in parameters'],
              ]}
            />
            {credentialsIn(settings) ? null : (
              <Choice
                label="Answers in"
                {...bind('format')}
                help="only of calls that are not signed: the client signs calls for JSON"
                options={[
                  ['JSON', 'JSON'],
                  ['XML', 'XML'],
                ]}
              />
            )}
          </div>
        </DisclosurePanel>
      </Disclosure>
    </section>
  )
}
