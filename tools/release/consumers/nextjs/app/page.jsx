import { deleteConnection } from './actions.js'
import { GatewayStatus } from './gateway-status.jsx'

export default function Page() {
  return (
    <main>
      <GatewayStatus id="vpn-1" />
      <form action={deleteConnection}>
        <input name="id" defaultValue="vco-1" />
        <button type="submit">Delete</button>
      </form>
    </main>
  )
}
