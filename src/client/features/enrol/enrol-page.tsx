import { useEffect, useState } from 'react'
import type { EnrolOffer } from '#sync/messages.ts'
import type { Device } from '#client/data/device.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { askOffer, type EnrolFailure } from '#client/sync/enrol.ts'
import { FrontPage } from '#client/ui/front-page.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { EnrolForm } from './enrol-form.tsx'
import { ENROL_FAILURE_WORDS } from './enrol-words.ts'

interface EnrolPageProps {
  readonly device: Device
  readonly code: string
  /** Given where this browser is a tablet already, which may go on as it is. */
  readonly onKeep: (() => void) | null
  readonly onEnrolled: (tablet: Tablet) => void
}

type Asked =
  | { readonly ok: true; readonly offer: EnrolOffer }
  | { readonly ok: false; readonly code: EnrolFailure }

/** Sets this browser up as a tablet, from a link the county gave. */
export function EnrolPage({ device, code, onKeep, onEnrolled }: EnrolPageProps) {
  const [asked, setAsked] = useState<Asked>()
  const [attempt, setAttempt] = useState(1)
  useEffect(() => {
    let isWanted = true
    const take = (answer: Asked): void => {
      if (isWanted) setAsked(answer)
    }
    void askOffer(device, code).then(take)
    return () => {
      isWanted = false
    }
  }, [device, code, attempt])
  const askAgain = (): void => {
    setAsked(undefined)
    setAttempt(attempt + 1)
  }
  return (
    <FrontPage title="Set up this tablet">
      {onKeep !== null && <AlreadySetUp onKeep={onKeep} />}
      {asked === undefined && <p role="status">Asking the county what this link is for…</p>}
      {asked?.ok === false && (
        <div className="stack" role="alert">
          <Notice tone="warn">
            <p>{ENROL_FAILURE_WORDS[asked.code]}</p>
          </Notice>
          <p>
            <button type="button" className="button" onClick={askAgain}>
              Try again
            </button>
          </p>
        </div>
      )}
      {asked?.ok === true && (
        <EnrolForm device={device} code={code} offer={asked.offer} onEnrolled={onEnrolled} />
      )}
    </FrontPage>
  )
}

function AlreadySetUp({ onKeep }: { onKeep: () => void }) {
  return (
    <Notice>
      <p>
        This tablet is set up already. This link gives it a new site or person; what waits on it stays and
        still goes.
      </p>
      <p>
        <button type="button" className="button" onClick={onKeep}>
          Keep it as it is
        </button>
      </p>
    </Notice>
  )
}
