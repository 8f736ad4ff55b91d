import { Link, useSearchParams } from 'react-router'
import {
  type PlannedProgramme,
  type PlannedSeries,
  plannedProgramme,
} from '#domain/plan/planned-programme.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { WEEKDAYS } from '#domain/records/fields/kinds-of-field.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { AUDIENCE_LABEL } from '#domain/records/vocabulary.ts'
import { financialYearName, financialYearOf, firstDayOf, lastDayOf, monthsOf } from '#domain/time/quarter.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useKept } from '#client/data/plan-reviews.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Loading, PlanTag } from '../plan-parts.tsx'
import { usePlanView } from '../plan-view.ts'
import { MissingList } from './missing-list.tsx'
import { ReviewPage } from './review-page.tsx'

/** The series of this year or the next, with those they are for and what nobody planned. */
export function PlannedScreen() {
  const { clock } = useTablet()
  const [params, setParams] = useSearchParams()
  const thisYear = financialYearOf(clock.today())
  const isNext = params.get('planned') === 'next'
  const year = isNext ? thisYear + 1 : thisYear
  const choose = (next: string): void =>
    setParams(
      (before) => {
        const changed = new URLSearchParams(before)
        if (next === 'next') changed.set('planned', 'next')
        else changed.delete('planned')
        return changed
      },
      { replace: true },
    )
  return (
    <ReviewPage
      review="planned"
      choices={
        <SelectField
          label="Planned for"
          value={isNext ? 'next' : 'this'}
          choices={[
            { value: 'this', label: financialYearName(thisYear) },
            { value: 'next', label: financialYearName(thisYear + 1) },
          ]}
          onChange={choose}
        />
      }
    >
      <Planned year={year} />
    </ReviewPage>
  )
}

function Planned({ year }: { readonly year: number }) {
  const { scope } = usePlanView().period
  const sites = useSites()
  const siteIds = scope === null ? (sites?.open.map(({ id }) => id) ?? []) : [scope]
  const series = useKept('series', siteIds)
  const presets = useAuthority('preset')
  const groups = useAuthority('target-group')
  if (series === undefined || presets === undefined || groups === undefined || sites === undefined) {
    return <Loading />
  }
  const { first, last } = monthsOf(year)
  const days = { first: firstDayOf(first), last: lastDayOf(last) }
  const programme = plannedProgramme({ series, presets, groups, siteIds }, days)
  return (
    <>
      <SeriesBoard programme={programme} {...{ year, groups, sites }} isEverySite={scope === null} />
      <MissingList missing={programme.missing} groups={groups} sites={sites} nothing="is planned" />
    </>
  )
}

interface SeriesBoardProps {
  readonly programme: PlannedProgramme
  readonly year: number
  readonly groups: readonly Held<'target-group'>[]
  readonly sites: Sites
  readonly isEverySite: boolean
}

function SeriesBoard({
  programme: { planned, targeted },
  year,
  groups,
  sites,
  isEverySite,
}: SeriesBoardProps) {
  const nameOf = (id: string): string => groups.find((one) => one.id === id)?.body.name ?? linkKey(id)
  return (
    <section className="sheet stack" aria-labelledby="planned">
      <h2 id="planned">Series in {financialYearName(year)}</h2>
      <p>
        {countInWords(planned.length, 'series is', 'series are')} planned, {targeted} of them for a target
        group.
      </p>
      <ul className="plan-list" aria-label="Series">
        {planned.map((one) => (
          <li key={one.kept.id} className="stack stack-tight">
            <Link className="plan-line-title" to={`/series/${linkKey(one.kept.id)}`}>
              {one.kept.body.title}
            </Link>
            <p className="small">{whenAndWhere(one, isEverySite ? sites.nameOf(one.kept.scope) : null)}</p>
            <p className="plan-facts small">
              {one.groupIds.map((id) => (
                <PlanTag key={id}>{nameOf(id)}</PlanTag>
              ))}
              {one.groupIds.length === 0 && <PlanTag>No target group</PlanTag>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function whenAndWhere({ kept: { body }, audience }: PlannedSeries, site: string | null): string {
  return [
    ...(site === null ? [] : [site]),
    [WEEKDAYS[body.weekday], body.startTime].filter((part) => part !== null).join(' '),
    ...(audience === null ? [] : [AUDIENCE_LABEL[audience]]),
  ].join(' · ')
}
