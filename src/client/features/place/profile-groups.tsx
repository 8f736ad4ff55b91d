import { useId } from 'react'
import {
  barScale,
  type ComparedAreas,
  isBar,
  type ProfileGroup,
  type ProfileRow,
} from '#domain/place/compare-profiles.ts'
import type { CommunityProfile, DataSource } from '#domain/place/profile-records.ts'
import { areaInWords, NO_FIGURE, valueInWords } from '#domain/place/profile-words.ts'
import { MethodList } from './method-list.tsx'
import { ProfileTable } from './profile-table.tsx'
import { ShareBar } from './share-bar.tsx'

interface ProfileGroupsProps {
  readonly groups: readonly ProfileGroup[]
  readonly areas: ComparedAreas
  /** The area marked on the bars. */
  readonly other: CommunityProfile | null
  readonly sources: ReadonlyMap<string, DataSource>
}

/** Every group of figures: bars where they are shares, words where they are not, and a table one tap away. */
export function ProfileGroups(props: ProfileGroupsProps) {
  return (
    <section className="stack" aria-labelledby="all-figures">
      <h2 id="all-figures" tabIndex={-1}>
        All figures
      </h2>
      {props.other !== null && (
        <p className="small print-only">The second of two figures is that of {areaInWords(props.other)}.</p>
      )}
      <div className="place-groups">
        {props.groups.map((group) => (
          <GroupSheet key={group.name} group={group} {...props} />
        ))}
      </div>
    </section>
  )
}

function GroupSheet({ group, areas, other, sources }: ProfileGroupsProps & { group: ProfileGroup }) {
  const headingId = useId()
  if (group.rows.every((row) => row.here.value === null)) return <EmptyGroup group={group} />
  const bars = group.rows.filter((row) => isBar(row) && row.here.share !== null)
  const others = group.rows.filter((row) => !bars.includes(row))
  return (
    <section className="sheet stack place-group" aria-labelledby={headingId}>
      <h3 id={headingId}>{group.name}</h3>
      {bars.length > 0 && <Bars rows={bars} otherName={other === null ? null : areaInWords(other)} />}
      {others.length > 0 && (
        <dl className="facts">
          {others.map((row) => (
            <PlainRow
              key={row.figure.code}
              row={row}
              otherName={other === null ? null : areaInWords(other)}
            />
          ))}
        </dl>
      )}
      <details>
        <summary className="place-summary">Table, source and method</summary>
        <ProfileTable group={group} areas={areas} />
        <MethodList group={group} sources={sources} />
      </details>
    </section>
  )
}

/** A group of which the area has nothing: said once, with why, in place of a row of blanks. */
function EmptyGroup({ group }: { group: ProfileGroup }) {
  const headingId = useId()
  const reasons = new Set(group.rows.flatMap(({ figure }) => figure.whyMissing ?? []))
  return (
    <section className="sheet stack place-group" aria-labelledby={headingId}>
      <h3 id={headingId}>{group.name}</h3>
      <p>
        <b>{NO_FIGURE}.</b> <span className="no-print">{[...reasons].join(' ')}</span>
      </p>
    </section>
  )
}

function Bars({ rows, otherName }: { rows: readonly ProfileRow[]; otherName: string | null }) {
  const scale = barScale(rows)
  const anyMark = rows.some((row) => (row.other?.share ?? null) !== null)
  return (
    <>
      <ul className="place-bars">
        {rows.map((row) => (
          <ShareBar key={row.figure.code} row={row} scale={scale} otherName={otherName} />
        ))}
      </ul>
      <p className="small muted">
        {anyMark && otherName !== null ? `Bar: here. Upright mark: ${otherName}. ` : ''}
        The full length is {scale} %.
      </p>
    </>
  )
}

/** A figure that is no share: as words, with why it is missing where it is. */
function PlainRow({ row, otherName }: { row: ProfileRow; otherName: string | null }) {
  const { figure, here } = row
  const other = row.other?.value ?? null
  return (
    <>
      <dt>{figure.label}</dt>
      <dd>
        {here.value === null ? (
          <>
            <b>{NO_FIGURE}</b>
            {figure.whyMissing !== null && <span className="small muted no-print"> {figure.whyMissing}</span>}
          </>
        ) : (
          <>
            <b>{valueInWords(here.value, figure.unit)}</b>
            {other !== null && otherName !== null && (
              <span className="small muted">
                {' · '}
                <span className="no-print">{otherName} </span>
                {valueInWords(other, figure.unit)}
              </span>
            )}
          </>
        )}
      </dd>
    </>
  )
}
