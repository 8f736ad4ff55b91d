import { lazy, Suspense, useEffect, useState } from 'react'
import type { Device } from '#client/data/device.ts'
import { askToKeepStorage } from '#client/data/keep-storage.ts'
import { type OpenResult, onTabletStopped, type StopReason } from '#client/data/open-tablet.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { NoStoragePage, NotEnrolledPage, StoppedPage } from './front-pages.tsx'
import { RunningApp } from './running-app.tsx'

const EnrolPage = lazy(async () => ({
  default: (await import('#client/features/enrol/enrol-page.tsx')).EnrolPage,
}))

const NewerFormatPage = lazy(async () => ({
  default: (await import('./newer-format-page.tsx')).NewerFormatPage,
}))

type Stage =
  | { readonly at: 'enrolling'; readonly code: string; readonly already: Tablet | null }
  | { readonly at: 'running'; readonly tablet: Tablet }
  | { readonly at: 'stopped'; readonly reason: StopReason }
  | { readonly at: 'not-enrolled' }
  | { readonly at: 'newer-format' }
  | { readonly at: 'no-storage' }

function firstStage(opened: OpenResult, code: string | null): Stage {
  switch (opened.state) {
    case 'ready':
      return code === null
        ? { at: 'running', tablet: opened.tablet }
        : { at: 'enrolling', code, already: opened.tablet }
    case 'not-enrolled':
      return code === null ? { at: 'not-enrolled' } : { at: 'enrolling', code, already: null }
    case 'newer-format':
    case 'no-storage':
      return { at: opened.state }
  }
}

interface RootProps {
  readonly device: Device
  readonly opened: OpenResult
  /** From an enrolment link that was just opened. */
  readonly code: string | null
}

/** What this browser is to Branchline just now: a tablet at work, one to be set up, or one that has to stop. */
export function Root({ device, opened, code }: RootProps) {
  const [stage, setStage] = useState(() => firstStage(opened, code))
  const run = (tablet: Tablet): void => {
    history.replaceState(null, '', '/')
    setStage({ at: 'running', tablet })
  }
  switch (stage.at) {
    case 'enrolling': {
      const { already } = stage
      const onEnrolled = (tablet: Tablet): void => {
        already?.db.close()
        void askToKeepStorage()
        run(tablet)
      }
      return (
        <Suspense>
          <EnrolPage
            device={device}
            code={stage.code}
            onKeep={already === null ? null : () => run(already)}
            onEnrolled={onEnrolled}
          />
        </Suspense>
      )
    }
    case 'running':
      return <Running tablet={stage.tablet} onStopped={(reason) => setStage({ at: 'stopped', reason })} />
    case 'stopped':
      return <StoppedPage reason={stage.reason} />
    case 'not-enrolled':
      return <NotEnrolledPage />
    case 'newer-format':
      return (
        <Suspense>
          <NewerFormatPage device={device} />
        </Suspense>
      )
    case 'no-storage':
      return <NoStoragePage />
  }
}

/** The app over a tablet, for as long as the tablet's storage is there. */
function Running({ tablet, onStopped }: { tablet: Tablet; onStopped: (reason: StopReason) => void }) {
  const [stop] = useState(() => onStopped)
  useEffect(() => onTabletStopped(tablet, stop), [tablet, stop])
  return <RunningApp tablet={tablet} />
}
