import { useCallback, useEffect, useRef, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import type { Tablet } from '#client/data/tablet.ts'
import { TabletProvider } from '#client/data/tablet-context.tsx'
import { isTraining } from '#client/data/training-device.ts'
import type { Sync } from '#client/sync/loop.ts'
import { AnnouncerProvider } from '#client/ui/announcer.tsx'
import { SyncNowProvider } from '#client/ui/sync-now.tsx'
import { createAppRouter } from './routes.tsx'

/** Every screen of a tablet at work, with its sync loop running. */
export function RunningApp({ tablet }: { tablet: Tablet }) {
  const [router] = useState(createAppRouter)
  const sync = useRef<Sync>(undefined)
  useEffect(
    () => (isTraining(tablet) ? undefined : keepInStep(tablet, (running) => (sync.current = running))),
    [tablet],
  )
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

/** Should the loop's own file not come, as in an old tab beside a new build, it is asked for again. */
const AGAIN_MS = 10_000

/**
 * Starts the sync loop, which is fetched once the first screen stands: nothing on it waits for it.
 *
 * @returns a function that stops it
 */
function keepInStep(tablet: Tablet, onRunning: (sync: Sync) => void): () => void {
  let isWanted = true
  let running: Sync | undefined
  const stops: (() => void)[] = []
  let again: number | undefined
  const { timers } = tablet.device
  const begin = async (): Promise<void> => {
    const parts = await Promise.all([
      import('#client/sync/loop.ts'),
      import('#client/sync/fetch-public.ts'),
      import('#client/sync/fetch-figures.ts'),
    ]).catch(() => null)
    if (!isWanted) return
    if (parts === null) {
      again = timers.set(() => void begin(), AGAIN_MS)
      return
    }
    const [loop, publicData, figures] = parts
    stops.push(publicData.keepPublicData(tablet), figures.keepFigures(tablet))
    running = loop.startSync(tablet)
    onRunning(running)
  }
  void begin()
  return () => {
    isWanted = false
    running?.stop()
    for (const stop of stops) stop()
    if (again !== undefined) timers.clear(again)
  }
}
