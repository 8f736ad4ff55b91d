import { Link } from 'react-router'
import { attendances, type EventSession } from '#domain/records/event-session.ts'
import { HELD_STATE_LABEL } from '#domain/records/vocabulary.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { entryPath } from '#domain/records/link-key.ts'
import { useEntries } from '#client/data/entries.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Loading } from './plan-parts.tsx'

/** How many of the newest entries are looked through, and how many sessions are listed at most. */
const LOOKED_THROUGH = 500
const LISTED = 10

/** The latest sessions that name an action, of any year. */
export function SupportingSessions({ actionId, scope }: { actionId: string; scope: string | null }) {
  const { clock } = useTablet()
  const sites = useSites()
  const page = useEntries({ scope, limit: LOOKED_THROUGH })
  if (page === undefined || sites === undefined) return <Loading />
  const found = page.entries.flatMap(({ id, scope: siteId, session, deleted }) =>
    session !== null && !deleted && session.actionIds.includes(actionId) ? [{ id, siteId, session }] : [],
  )
  return (
    <section className="sheet stack" aria-labelledby="sessions">
      <h2 id="sessions">Latest sessions</h2>
      {found.length === 0 && <p className="muted">No session here names this action yet.</p>}
      {found.length > 0 && (
        <ul className="plan-list" aria-label="Latest sessions">
          {found.slice(0, LISTED).map(({ id, siteId, session }) => (
            <li key={id}>
              <Link className="plan-line-title" to={entryPath(id)}>
                {session.title}, {dayInWords(session.day, clock.today())}
              </Link>
              <p className="small muted">
                {sites.nameOf(siteId)} · {howManyCame(session)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {page.more && (
        <p className="small muted">
          Out of the newest {LOOKED_THROUGH} entries; the figure above counts all of them.
        </p>
      )}
    </section>
  )
}

function howManyCame(session: EventSession): string {
  if (session.heldState !== 'held') return HELD_STATE_LABEL[session.heldState]
  const came = attendances(session)
  return came === null ? 'not counted' : countInWords(came, 'attendance', 'attendances')
}
