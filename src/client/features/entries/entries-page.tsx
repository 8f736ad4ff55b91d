import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import type { RecordNames } from '#domain/records/record-names.ts'
import { dayHeading } from '#domain/time/local-date.ts'
import { useOpenConflicts } from '#client/data/attention.ts'
import type { Entry } from '#client/data/entries.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useFoundEntries } from '#client/data/use-found-entries.ts'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { SiteHead } from '#client/ui/site-page.tsx'
import { entriesByDay } from './entries-by-day.ts'
import { filterIn, isFiltered } from './entry-filter.ts'
import { EntryRow } from './entry-row.tsx'
import { FilterFields } from './filter-fields.tsx'
import './entries.css'

const PAGE = 50

/** What was logged, newest days first, with a search. */
export function EntriesPage() {
  const { siteId } = useTablet()
  const sites = useSites()
  const [search, setSearch] = useSearchParams()
  const scope = siteInLink(siteId, search.get('site'))
  const chooseSite = (id: string | null): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        if (id === null) next.delete('site')
        else next.set('site', linkKey(id))
        return next
      },
      { replace: true },
    )
  return (
    <div className="stack stack-wide">
      <SiteHead
        title="Entries"
        choice={{
          scope,
          sites: sites && { ...sites, open: sitesToLookIn(sites) },
          choose: siteId === null ? chooseSite : null,
        }}
        everySite="Every site"
      />
      {siteId === null && sites !== undefined && <MergedHere into={scope} sites={sites} />}
      <FilterFields />
      <FoundEntriesByDay scope={scope} sites={sites} />
    </div>
  )
}

/** Closed sites too: what was logged there is found there. */
function sitesToLookIn({ open, closed, nameOf }: Sites): readonly { id: string; name: string }[] {
  return [
    ...open,
    ...closed.map(({ id, name, merge }) => ({
      id,
      name: merge === null ? `${name} (closed)` : `${name} (now ${nameOf(merge.intoId)})`,
    })),
  ]
}

/** The way from a site to what was logged at those merged into it. */
function MergedHere({ into, sites }: { into: string | null; sites: Sites }) {
  return sites.closed.map(({ id, name, merge }) =>
    merge === null || merge.intoId !== into ? null : (
      <p key={id}>
        {name} was merged into this site.{' '}
        <Link to={{ pathname: '/entries', search: `site=${linkKey(id)}` }}>What was logged at {name}</Link>
      </p>
    ),
  )
}

function FoundEntriesByDay({ scope, sites }: { scope: string | null; sites: Sites | undefined }) {
  const [search] = useSearchParams()
  // A new search begins with one page again.
  const [asked, setAsked] = useState({ search: '', limit: PAGE })
  const limit = asked.search === search.toString() ? asked.limit : PAGE
  const announce = useAnnounce()
  const filter = filterIn(search, scope)
  const found = useFoundEntries(filter, limit)
  const names = useRecordNames(scope ?? undefined)
  if (found === undefined || names === undefined || sites === undefined) return null
  const { byName, inNotes } = found
  const isSearch = isFiltered(filter)
  if (byName.entries.length + inNotes.entries.length === 0) {
    return isSearch ? <NothingFound /> : <NothingYet site={search.get('site')} />
  }
  const showMore = (): void => {
    setAsked({ search: search.toString(), limit: limit + PAGE })
    announce('Showing more entries')
  }
  return (
    <>
      {isSearch && (
        <p role="status" className="visually-hidden">
          {foundInWords(byName.entries.length + inNotes.entries.length, byName.more || inNotes.more)}
        </p>
      )}
      <Days entries={byName.entries} scope={scope} sites={sites} names={names} />
      {inNotes.entries.length > 0 && (
        <>
          <h2>In notes</h2>
          <Days entries={inNotes.entries} scope={scope} sites={sites} names={names} />
        </>
      )}
      {(byName.more || inNotes.more) && (
        <div>
          <button type="button" className="button" onClick={showMore}>
            Show more
          </button>
        </div>
      )}
    </>
  )
}

function foundInWords(count: number, isMore: boolean): string {
  if (isMore) return `The latest ${count} entries that match`
  return count === 1 ? '1 entry matches' : `${count} entries match`
}

interface DaysProps {
  readonly entries: readonly Entry[]
  readonly scope: string | null
  readonly sites: Sites
  readonly names: RecordNames
}

function Days({ entries, scope, sites, names }: DaysProps) {
  const { clock } = useTablet()
  const conflicts = useOpenConflicts()
  return entriesByDay(entries).map(({ day, entries: ofDay }) => (
    <section key={day ?? 'none'} className="sheet stack stack-tight">
      <h2>{day === null ? 'No day' : dayHeading(day, clock.today())}</h2>
      <ul className="entry-lines">
        {ofDay.map((entry) => (
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
  ))
}

function NothingFound() {
  return (
    <div className="sheet stack">
      <p role="status">Nothing matches. Try fewer words, or another kind of entry.</p>
      <p>
        <Link to="/entries">See all entries</Link>
      </p>
    </div>
  )
}

function NothingYet({ site }: { site: string | null }) {
  return (
    <div className="sheet stack">
      <p>Nothing logged here yet. Everything you log stands here, with where it has got to.</p>
      <p>
        <Link
          className="button button-go"
          to={{ pathname: '/log', search: site === null ? '' : new URLSearchParams({ site }).toString() }}
        >
          Log something
        </Link>
      </p>
    </div>
  )
}
