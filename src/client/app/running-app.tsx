import { useCallback, useEffect, useRef, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import type { Tablet } from '#client/data/tablet.ts'
import { TabletProvider } from '#client/data/tablet-context.tsx'
import { startSync, type Sync } from '#client/sync/loop.ts'
import { AnnouncerProvider } from '#client/ui/announcer.tsx'
import { SyncNowProvider } from '#client/ui/sync-now.tsx'
import { createAppRouter } from './routes.tsx'

/** Every screen of a tablet at work, with its sync loop running. */
export function RunningApp({ tablet }: { tablet: Tablet }) {
  const [router] = useState(createAppRouter)
  const sync = useRef<Sync>(undefined)
  useEffect(() => {
    const running = startSync(tablet)
    sync.current = running
    return () => running.stop()
  }, [tablet])
  const syncNow = useCallback(() => sync.current?.syncNow(), [])
  return (
    <TabletProvider tablet={tablet}>
      <AnnouncerProvider>
        <SyncNowProvider syncNow={syncNow}>
          <RouterProvider router={router} />
        </SyncNowProvider>
      </AnnouncerProvider>
    </TabletProvider>
  )
}
