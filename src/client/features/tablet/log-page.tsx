import { useState } from 'react'
import { Link } from 'react-router'
import { dayHeading, type LocalDate, localDateAt } from '#domain/time/local-date.ts'
import type { JournalRow } from '#client/data/database.ts'
import { useJournal } from '#client/data/journal.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { timeInWords } from '#client/ui/moment-words.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { eventInWords } from './log-words.ts'
import './log-page.css'

const PAGE = 100
const TIME_ZONE = 'Europe/London'

/** What was sent, fetched and missed, newest first. */
export function LogPage() {
  const { clock } = useTablet()
  const [limit, setLimit] = useState(PAGE)
  const rows = useJournal(limit)
  const sites = useSites()
  if (rows === undefined || sites === undefined) return null
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <Link to="/tablet">This tablet</Link>
        <PageTitle title="Sync log" />
        <p className="muted">What went to the county and what came from it, newest first.</p>
      </div>
      {rows.length === 0 && <p className="sheet">Nothing has been sent or fetched yet.</p>}
      {byDay(rows).map(({ day, lines }) => (
        <section key={day} className="sheet stack stack-tight">
          <h2>{dayHeading(day, clock.today())}</h2>
          <ol className="log-lines" reversed>
            {lines.map((line) => (
              <LogLine key={line.id} line={line} sites={sites} />
            ))}
          </ol>
        </section>
      ))}
      {rows.length === limit && (
        <div>
          <button type="button" className="button" onClick={() => setLimit(limit + PAGE)}>
            Show more
          </button>
        </div>
      )}
    </div>
  )
}

function LogLine({ line: { at, what }, sites }: { line: JournalRow; sites: Sites }) {
  const placeName = (scope: string): string =>
    scope === AUTHORITY_SCOPE ? 'the plan and the sites' : sites.nameOf(scope)
  return (
    <li className="log-line">
      <time className="muted" dateTime={new Date(at).toISOString()}>
        {timeInWords(at)}
      </time>
      <span>{eventInWords(what, placeName)}</span>
    </li>
  )
}

function byDay(
  rows: readonly JournalRow[],
): readonly { readonly day: LocalDate; readonly lines: readonly JournalRow[] }[] {
  const days: { day: LocalDate; lines: JournalRow[] }[] = []
  for (const row of rows) {
    const day = localDateAt(row.at, TIME_ZONE)
    const last = days.at(-1)
    if (last?.day === day) last.lines.push(row)
    else days.push({ day, lines: [row] })
  }
  return days
}
