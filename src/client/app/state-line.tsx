import { Link } from 'react-router'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useWaiting, type Waiting } from '#client/data/waiting.ts'
import { type Connection, useConnection } from '#client/sync/connection-store.ts'
import { contactInWords, progressInWords, tallyInWords } from '#client/ui/sync-words.ts'

/** Is it safe? One quiet line, the same with and without signal: "3 on this tablet, waiting · last contact 14:02". */
export function StateLine() {
  const waiting = useWaiting()
  const { status, lastContactAt, progress } = useConnection()
  const { clock } = useTablet()
  if (waiting === undefined) return <span className="state-line" />
  return (
    <Link className="state-line" to="/tablet">
      <Mark waiting={waiting} />
      <span>
        {tallyInWords(waiting)} ·{' '}
        {progressInWords(progress) ?? contact(status, contactInWords(lastContactAt, clock.now()))}
      </span>
    </Link>
  )
}

function contact(status: Connection['status'], lastContact: string): string {
  switch (status) {
    case 'not-enrolled':
      return 'needs a new link from the county'
    case 'update-needed':
      return 'needs an update'
    case 'captive':
      return 'this network wants you to sign in first'
    case 'idle':
    case 'syncing':
    case 'unreachable':
    case 'busy':
      return lastContact
  }
}

/** A full disc when all is received, a ring while something waits. */
function Mark({ waiting }: { waiting: Waiting }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      {waiting.waiting > 0 ? (
        <circle cx="6" cy="6" r="4.500" fill="none" stroke="currentColor" strokeWidth="2.500" />
      ) : (
        <circle cx="6" cy="6" r="5" fill="currentColor" />
      )}
    </svg>
  )
}
