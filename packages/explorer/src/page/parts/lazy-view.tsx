import { type ComponentType, type ReactElement, useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'

interface LazyViewProps<P extends object> {
  /** Loads the view. */
  readonly load: () => Promise<ComponentType<P>>
  readonly props: P
}

/** A view that is loaded on first use; where that fails, as when the server is gone, it can be retried. */
export function LazyView<P extends object>({ load, props }: LazyViewProps<P>): ReactElement {
  const [state, setState] = useState<{ readonly View?: ComponentType<P>; readonly hasFailed?: true }>({})
  const begin = useCallback(
    (ifFailed?: () => Promise<void>) => {
      setState({})
      const loading = load().then((View) => setState({ View }), ifFailed)
      loading.catch(() => setState({ hasFailed: true }))
    },
    [load],
  )
  useEffect(() => begin(), [begin])
  const { View, hasFailed } = state
  if (View) return <View {...props} />
  if (!hasFailed) return <p>Loading…</p>
  return (
    <p className="notice">
      This view could not be loaded. <Button onPress={() => begin(reloadIfServed)}>Try again</Button>
    </p>
  )
}

/** Loads the page anew: browsers remember a module that failed as long as a page lives. A server that is gone would leave no page. */
async function reloadIfServed(): Promise<void> {
  const { ok } = await fetch(location.href, { cache: 'no-store' })
  if (!ok) throw new Error('not served')
  location.reload()
}
