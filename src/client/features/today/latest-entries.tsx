import { Link } from 'react-router'
import { entryFigure, entryTitle, UNREADABLE } from '#domain/records/entry-words.ts'
import type { RecordNames } from '#domain/records/record-names.ts'
import { dayHeading, type LocalDate } from '#domain/time/local-date.ts'
import { entryPath } from '#domain/records/link-key.ts'
import { type Entry, useEntries } from '#client/data/entries.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { EntryLine } from '#client/ui/entry-line.tsx'

const SHOWN = 6

/** The last few entries, each with where it has got to. */
export function LatestEntries({ scope, search }: { scope: string | null; search: string }) {
  const latest = useEntries({ scope, limit: SHOWN })
  const sites = useSites()
  const names = useRecordNames(scope ?? undefined)
  const { clock } = useTablet()
  if (latest === undefined || sites === undefined || names === undefined) return null
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
              names={names}
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

function LatestEntry({
  entry,
  names,
  today,
  sites,
}: {
  entry: Entry
  names: RecordNames
  today: LocalDate
  sites: Sites | undefined
}) {
  const { id, day, deleted, state, scope } = entry
  const when = day === null ? '' : dayHeading(day, today)
  return (
    <EntryLine
      figure={entry.isReadable ? entryFigure(entry) : '–'}
      title={
        <Link className="entry-title" to={entryPath(id)}>
          {entry.isReadable ? entryTitle(entry, names, today) : UNREADABLE}
        </Link>
      }
      hint={sites === undefined ? when : `${sites.nameOf(scope)} · ${when}`}
      state={state}
      isVoid={deleted}
    />
  )
}
