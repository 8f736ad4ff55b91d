import { createContext, type ReactNode, useContext } from 'react'
import { Icon } from './icons.tsx'

const SyncNowContext = createContext<() => void>(() => undefined)

/** Hands the running sync loop's "try now" to the screens that offer it. */
export function SyncNowProvider({ syncNow, children }: { syncNow: () => void; children: ReactNode }) {
  return <SyncNowContext value={syncNow}>{children}</SyncNowContext>
}

export function SyncNowButton({ busy }: { busy: boolean }) {
  const syncNow = useContext(SyncNowContext)
  return (
    <button
      type="button"
      className="button"
      aria-disabled={busy}
      onClick={() => (busy ? undefined : syncNow())}
    >
      <Icon name="sync" />
      {busy ? 'Syncing…' : 'Sync now'}
    </button>
  )
}
