import { Link } from 'react-router'
import { attendanceInWords } from '#domain/records/session-words.ts'
import { dayHeading, type LocalDate } from '#domain/time/local-date.ts'
import { type Entry, useEntries } from '#client/data/entries.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { EntryLine } from '#client/ui/entry-line.tsx'

const SHOWN = 6

/** The last few entries, each with where it has got to. */
export function LatestEntries({ scope, search }: { scope: string | null; search: string }) {
  const latest = useEntries({ scope, limit: SHOWN })
  const sites = useSites()
  const { clock } = useTablet()
  if (latest === undefined || sites === undefined) return null
  return (
    <section className="sheet stack" aria-labelledby="latest-heading">
      <h2 id="latest-heading">Latest entries</h2>
      {latest.entries.length === 0 ? (
        <p>
          Nothing logged {scope === null ? 'yet' : 'here yet'}. When a session ends, tap its kind and type how
          many came.
        </p>
      ) : (
        <ul className="entry-lines">
          {latest.entries.map((entry) => (
            <LatestEntry
              key={entry.id}
              entry={entry}
              today={clock.today()}
              sites={scope === null ? sites : undefined}
            />
          ))}
        </ul>
      )}
      {latest.more && (
        <p>
          <Link to={{ pathname: '/entries', search }}>All entries</Link>
        </p>
      )}
    </section>
  )
}

function LatestEntry({ entry, today, sites }: { entry: Entry; today: LocalDate; sites: Sites | undefined }) {
  const { id, session, day, deleted, state, scope } = entry
  const when = day === null ? '' : dayHeading(day, today)
  return (
    <EntryLine
      figure={session === null ? '–' : attendanceInWords(session)}
      title={
        <Link className="entry-title" to={`/entries/${id}`}>
          {session?.title ?? 'An entry from a newer Branchline'}
        </Link>
      }
      hint={sites === undefined ? when : `${sites.nameOf(scope)} · ${when}`}
      state={state}
      isVoid={deleted}
    />
  )
}
