import { lazy, Suspense } from 'react'
import { Outlet, ScrollRestoration, useLocation, useMatch } from 'react-router'
import { useLock } from '#client/data/lock.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { isTraining } from '#client/data/training-device.ts'
import { useKeyboardInset } from '#client/ui/keyboard-inset.ts'
import { ArrivalProvider } from '#client/ui/page-title.tsx'
import { MainNav } from './main-nav.tsx'
import { ShortcutKeys } from './shortcut-keys.tsx'
import { SyncAnnouncer } from './sync-announcer.tsx'
import { TopBar } from './top-bar.tsx'
import { UpdatePrompt } from './update-prompt.tsx'
import './shell.css'

const LockedScreen = lazy(async () => ({
  default: (await import('#client/features/sign-in/locked-screen.tsx')).LockedScreen,
}))

const TrainingBar = lazy(async () => ({ default: (await import('./training-bar.tsx')).TrainingBar }))

/** What every screen stands in: where am I, is it safe, where else can I go. */
export function Shell() {
  const location = useLocation()
  const isLogging = useMatch('/log/:presetKey') !== null
  const isCorrecting = useMatch('/entries/:id/correct') !== null
  const isFormOpen = isLogging || isCorrecting
  const tablet = useTablet()
  const lock = useLock()
  useKeyboardInset()
  if (lock === undefined) return null
  if (lock !== null) {
    return (
      <Suspense>
        <LockedScreen lock={lock} />
      </Suspense>
    )
  }
  return (
    // The first location of a visit is keyed `default`; there the browser places the focus itself.
    <ArrivalProvider moved={location.key !== 'default'}>
      <a className="skip-link" href="#main" onClick={skipToMain}>
        Skip to the main part
      </a>
      {isTraining(tablet) && (
        <Suspense>
          <TrainingBar />
        </Suspense>
      )}
      <TopBar />
      <MainNav />
      <main id="main" className="page" tabIndex={-1}>
        {!isFormOpen && <UpdatePrompt isFormOpen={false} />}
        <Outlet />
        {isFormOpen && <UpdatePrompt isFormOpen />}
      </main>
      <SyncAnnouncer />
      <ShortcutKeys />
      <ScrollRestoration />
    </ArrivalProvider>
  )
}

/** Moves the focus without touching the address, whose fragment is never a place on a screen. */
function skipToMain(event: { preventDefault(): void }): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
