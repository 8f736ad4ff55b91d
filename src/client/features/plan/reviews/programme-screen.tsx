import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import {
  type ForWhom,
  type ProgrammeReview,
  type ProgrammeRow,
  reviewProgramme,
} from '#domain/plan/programme-review.ts'
import { countInWords, supportInWords } from '#domain/plan/plan-words.ts'
import { numberInWords } from '#domain/records/fields/value-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { AUDIENCE_LABEL } from '#domain/records/vocabulary.ts'
import { firstDayOf, lastDayOf } from '#domain/time/quarter.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useReviewedSessions } from '#client/data/plan-reviews.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { SelectField } from '#client/ui/field.tsx'
import { Loading } from '../plan-parts.tsx'
import { type PlanView, usePlanView, yearInWords } from '../plan-view.ts'
import { FiguresYear } from '../plan-filters.tsx'
import { MissingList } from './missing-list.tsx'
import { ReviewPage } from './review-page.tsx'

/** What ran in a year, for whom and at what cost, and whom nothing was for. */
export function ProgrammeScreen() {
  const view = usePlanView()
  const [params, setParams] = useSearchParams()
  const groups = useAuthority('target-group')
  const forWhom: ForWhom = params.get('for') ?? 'everyone'
  const choose = (next: string): void =>
    setParams(
      (before) => {
        const changed = new URLSearchParams(before)
        if (next === 'everyone') changed.delete('for')
        else changed.set('for', next)
        return changed
      },
      { replace: true },
    )
  const choices = [
    { value: 'everyone', label: 'Everyone' },
    { value: 'under-18', label: 'Everyone under 18' },
    ...(groups ?? []).map(({ id, body }) => ({ value: id, label: body.name })),
  ]
  return (
    <ReviewPage
      review="programme"
      choices={
        <>
          <FiguresYear view={view} planYear={view.planYear} />
          <SelectField label="For whom" value={forWhom} choices={choices} onChange={choose} />
        </>
      }
    >
      <Reviewed view={view} forWhom={forWhom} groups={groups} />
    </ReviewPage>
  )
}

interface ReviewedProps {
  readonly view: PlanView
  readonly forWhom: ForWhom
  readonly groups: readonly Held<'target-group'>[] | undefined
}

function Reviewed({ view, forWhom, groups }: ReviewedProps) {
  const sessions = useReviewedSessions(view.period)
  const presets = useAuthority('preset')
  const sites = useSites()
  const { scope } = view.period
  const review = useMemo(() => {
    if (sessions === undefined || groups === undefined || sites === undefined) return undefined
    const siteIds = scope === null ? sites.open.map(({ id }) => id) : []
    return reviewProgramme(sessions, { groups, siteIds, forWhom })
  }, [sessions, groups, sites, scope, forWhom])
  if (review === undefined || presets === undefined || groups === undefined || sites === undefined) {
    return <Loading />
  }
  const nameOf = (id: string): string => presets.find((one) => one.id === id)?.body.name ?? linkKey(id)
  return (
    <>
      <Rows review={review} view={view} nameOf={nameOf} groups={groups} />
      {review.rows.length > 0 && <Missing review={review} forWhom={forWhom} groups={groups} sites={sites} />}
    </>
  )
}

interface RowsProps {
  readonly review: ProgrammeReview
  readonly view: PlanView
  readonly groups: readonly Held<'target-group'>[]
  nameOf(presetId: string): string
}

function Rows({ review: { rows }, view, groups, nameOf }: RowsProps) {
  const groupName = (id: string): string => groups.find((one) => one.id === id)?.body.name ?? linkKey(id)
  return (
    <section className="sheet stack" aria-labelledby="ran">
      <h2 id="ran">What ran, {yearInWords(view.year)}</h2>
      {rows.length === 0 && <p>No session of this kind is on this tablet.</p>}
      <ul className="plan-list" aria-label="Kinds of session">
        {rows.map((row) => (
          <li key={row.presetId} className="stack stack-tight">
            <Link className="plan-line-title" to={entriesOf(row, view)}>
              {nameOf(row.presetId)}
            </Link>
            <p>
              {supportInWords(row)}
              {view.period.scope === null && ` · at ${countInWords(row.sites, 'site', 'sites')}`}
            </p>
            <p className="small">
              For {row.audiences.map((one) => AUDIENCE_LABEL[one].toLowerCase()).join(', ')}
              {row.groupIds.length > 0 && `; ${row.groupIds.map(groupName).join(', ')}`}
            </p>
            <p className="small muted">{costInWords(row)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What a kind of session cost, and of how many sessions that is known: what nobody said is not nothing. */
function costInWords({ sessions, staffMinutes, withStaffTime, costPence, withCost }: ProgrammeRow): string {
  const of = (known: number): string =>
    `said for ${known} of ${countInWords(sessions, 'session', 'sessions')}`
  const staff =
    withStaffTime === 0
      ? 'Staff time not said'
      : `Staff time ${numberInWords({ type: 'hours' }, staffMinutes)}, ${of(withStaffTime)}`
  const pounds = numberInWords({ type: 'amount', perUnit: 100, unit: '£' }, costPence)
  return `${staff} · ${withCost === 0 ? 'cost not said' : `cost ${pounds}, ${of(withCost)}`}`
}

/** The entries behind a row. */
function entriesOf({ presetId }: ProgrammeRow, { year, period }: PlanView) {
  const search = new URLSearchParams({ what: `session:${linkKey(presetId)}` })
  if (period.scope !== null) search.set('site', linkKey(period.scope))
  if (year !== null) {
    search.set('from', firstDayOf(period.first))
    search.set('until', lastDayOf(period.last))
  }
  return { pathname: '/entries', search: search.toString() }
}

function Missing({
  review,
  forWhom,
  groups,
  sites,
}: {
  readonly review: ProgrammeReview
  readonly forWhom: ForWhom
  readonly groups: readonly Held<'target-group'>[]
  readonly sites: Sites
}) {
  // Of the sessions for one group it says nothing that others are left out.
  const missing =
    forWhom === 'everyone' || forWhom === 'under-18'
      ? review.missing
      : { ...review.missing, audiences: [], groupIds: [] }
  return <MissingList missing={missing} groups={groups} sites={sites} nothing="ran" />
}
