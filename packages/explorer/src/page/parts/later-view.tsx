import { type ComponentType, type ReactElement, useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'

interface LaterViewProps<P extends object> {
  /** Loads the view. */
  readonly load: () => Promise<ComponentType<P>>
  readonly props: P
}

/** A view that is loaded when it is looked at; where that fails, as when the server is gone, it can be tried again. */
export function LaterView<P extends object>({ load, props }: LaterViewProps<P>): ReactElement {
  const [state, setState] = useState<{ readonly View?: ComponentType<P>; readonly hasFailed?: true }>({})
  const begin = useCallback(() => {
    setState({})
    load().then(
      (View) => setState({ View }),
      () => setState({ hasFailed: true }),
    )
  }, [load])
  useEffect(begin, [begin])
  const { View, hasFailed } = state
  if (View) return <View {...props} />
  if (!hasFailed) return <p>Loading…</p>
  return (
    <p className="notice">
      This view could not be loaded. <Button onPress={begin}>Try again</Button>
    </p>
  )
}
