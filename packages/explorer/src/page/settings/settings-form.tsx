import { service } from '@vpn-gateway/core'
import { type ReactElement, useEffect, useEffectEvent, useState } from 'react'
import { send } from '../call/send.ts'
import { credentialsIn, type Settings } from '../call/settings.ts'
import { Choice, Field } from '../parts/controls.tsx'
import { regionListing, regionsIn } from '../spec/operations.ts'

interface SettingsFormProps {
  readonly settings: Settings
  readonly onChange: (name: keyof Settings, value: string) => void
  /** True while the emulator answers. */
  readonly isLive: boolean
  /** True where the destination of calls cannot be chosen. */
  readonly isFixed: boolean
}

/** Settings of all calls: their destination, the region, and the keys. */
export function SettingsForm({ settings, onChange, isLive, isFixed }: SettingsFormProps): ReactElement {
  const [regions, askForRegions] = useRegions(settings, isLive)
  const known = regions.includes(settings.regionId) ? regions : [settings.regionId, ...regions]
  /** Props of the control of one setting. */
  const bind = (name: keyof Settings) => ({
    value: settings[name],
    onChange: (value: string) => onChange(name, value),
  })
  return (
    <section className="settings" aria-label="Settings of every call">
      {isFixed ? null : (
        <>
          <Choice
            label="Calls go to"
            {...bind('destination')}
            options={[
              ['emulator', 'the emulator of this page'],
              ...Object.keys(service.endpoints).map(
                (name) => [name, `nowhere: show code for the real service (${name} endpoint)`] as const,
              ),
            ]}
          />
          <Choice
            label={service.regionParameter}
            {...bind('regionId')}
            options={known}
            onFocus={regions.length === 0 ? askForRegions : undefined}
          />
        </>
      )}
      <details className="keys">
        <summary>
          <h2>Access key, signature and format</h2>
        </summary>
        <p className="help">
          Keys stay in the memory of this page and are sent only to the emulator{isFixed ? '' : ', and only while it is selected'}. Without
          a key, calls are not signed. Any made-up key works, unless the emulator has keys of its own.
        </p>
        {/* A form of its own, as browsers want fields of keys in one; it is never sent. */}
        <form className="fields" autoComplete="off" onSubmit={(event) => event.preventDefault()}>
          <Field label="Access key id" {...bind('accessKeyId')} isSecret />
          <Field label="Access key secret" {...bind('accessKeySecret')} isSecret />
          <Field label="Security token" {...bind('securityToken')} help="only with temporary keys" isSecret />
          <Choice
            label="Signature version"
            {...bind('signing')}
            options={[
              ['v3', 'V3, in headers'],
              ['v1', 'V1, in parameters'],
            ]}
          />
          {credentialsIn(settings) ? null : (
            <Choice
              label="Response format"
              {...bind('format')}
              help="for unsigned calls; signed calls ask for JSON"
              options={['JSON', 'XML']}
            />
          )}
        </form>
      </details>
    </section>
  )
}

/** The regions that the emulator lists, and a function that asks it anew: it may have wanted a key. */
function useRegions(settings: Settings, isLive: boolean): readonly [regions: readonly string[], ask: () => void] {
  const [regions, setRegions] = useState<readonly string[]>([])
  const ask = () => {
    if (regionListing === undefined) return
    const listing = regionListing
    void send(listing, {}, settings).then(({ answer }) => {
      const listed = regionsIn(listing, answer)
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
