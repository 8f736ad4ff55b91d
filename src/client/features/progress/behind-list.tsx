import { useState } from 'react'
import { Link } from 'react-router'
import type { Figure } from '#domain/measures/define-measure.ts'
import type { PlaceAsked } from '#domain/measures/place-asked.ts'
import type { MonthSpan, Standing } from '#domain/measures/standing.ts'
import { entryFigure, entryTitle } from '#domain/records/entry-words.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { entryPath } from '#domain/records/link-key.ts'
import { useBehind } from '#client/data/behind-figure.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { EntryLine } from '#client/ui/entry-line.tsx'
import { Loading } from './progress-parts.tsx'

const AT_A_TIME = 20

interface BehindListProps {
  readonly figure: Figure
  readonly place: PlaceAsked
  readonly span: MonthSpan
  readonly standing: Standing
}

/** Why a figure is what it is: the entries counted in it, read only once somebody asks. */
export function BehindList(props: BehindListProps) {
  const [isOpen, setOpen] = useState(false)
  const { numerator } = props.figure
  if (numerator.take === 'lists') {
    return <p className="small muted">Read from lists as they stand: {numerator.words.toLowerCase()}.</p>
  }
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="progress-summary">Why this figure</summary>
      {isOpen && <Entries {...props} />}
    </details>
  )
}

function Entries({ figure, place, span, standing }: BehindListProps) {
  const { site, area } = place
  const { clock } = useTablet()
  const [limit, setLimit] = useState(AT_A_TIME)
  const behind = useBehind({ figure, site, area, span, limit }, standing)
  const names = useRecordNames(site ?? undefined)
  const sites = useSites()
  if (behind === undefined || names === undefined || sites === undefined) return <Loading />
  if (behind.entries.length === 0) return <p>No entry on this tablet is counted in it.</p>
  const today = clock.today()
  return (
    <div className="stack">
      <ul className="plain-list" aria-label={`Entries behind ${figure.label}`}>
        {behind.entries.map((entry) => (
          <EntryLine
            key={entry.id}
            figure={entryFigure(entry)}
            title={
              <Link className="entry-title" to={entryPath(entry.id)}>
                {entryTitle(entry, names, today)}
              </Link>
            }
            hint={[
              ...(entry.day === null ? [] : [dayInWords(entry.day, today)]),
              ...(site === null ? [sites.nameOf(entry.scope)] : []),
            ].join(' · ')}
            state={entry.state}
            isVoid={false}
          />
        ))}
      </ul>
      {behind.more && (
        <button type="button" className="button" onClick={() => setLimit(limit + AT_A_TIME)}>
          Show more
        </button>
      )}
    </div>
  )
}
