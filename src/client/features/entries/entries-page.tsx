import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import { dayHeading } from '#domain/time/local-date.ts'
import { useOpenConflicts } from '#client/data/attention.ts'
import { useEntries } from '#client/data/entries.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { entriesByDay } from './entries-by-day.ts'
import { EntryRow } from './entry-row.tsx'
import { useRecordNames } from '#client/data/record-names.ts'

const PAGE = 50

/** What was logged, newest days first. */
export function EntriesPage() {
  const tablet = useTablet()
  const sites = useSites()
  const [search, setSearch] = useSearchParams()
  const scope = siteInLink(tablet.siteId, search.get('site'))
  if (sites === undefined) return null
  return (
    <div className="stack stack-wide">
      <div>
        <PageTitle title="Entries" />
        <p className="muted">{scope === null ? 'Every site' : sites.nameOf(scope)}</p>
      </div>
      {tablet.siteId === null && (
        <SiteSelect
          sites={sites.open}
          value={scope}
          none="Every site"
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      <EntriesByDay key={scope} scope={scope} search={search.toString()} sites={sites} />
    </div>
  )
}

interface EntriesByDayProps {
  readonly scope: string | null
  readonly search: string
  readonly sites: Sites
}

function EntriesByDay({ scope, search, sites }: EntriesByDayProps) {
  const { clock } = useTablet()
  const [limit, setLimit] = useState(PAGE)
  const read = useEntries({ scope, limit })
  const names = useRecordNames()
  const conflicts = useOpenConflicts()
  const announce = useAnnounce()
  if (read === undefined) return null
  if (read.entries.length === 0) return <NothingYet search={search} />
  const showMore = (): void => {
    setLimit(limit + PAGE)
    announce('Showing more entries')
  }
  return (
    <>
      {entriesByDay(read.entries).map(({ day, entries }) => (
        <section key={day ?? 'none'} className="sheet stack stack-tight">
          <h2>{day === null ? 'No day' : dayHeading(day, clock.today())}</h2>
          <ul className="entry-lines">
            {entries.map((entry) => (
              <EntryRow
                key={entry.id}
                entry={entry}
                names={names}
                conflictId={conflicts?.get(entry.id)}
                siteName={scope === null ? sites.nameOf(entry.scope) : null}
              />
            ))}
          </ul>
        </section>
      ))}
      {read.more && (
        <div>
          <button type="button" className="button" onClick={showMore}>
            Show more
          </button>
        </div>
      )}
    </>
  )
}

function NothingYet({ search }: { search: string }) {
  return (
    <div className="sheet stack">
      <p>Nothing logged here yet. Every session you log stands here, with where it has got to.</p>
      <p>
        <Link className="button button-go" to={{ pathname: '/log', search }}>
          Log a session
        </Link>
      </p>
    </div>
  )
}
