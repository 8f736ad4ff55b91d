import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { attendances } from '#domain/records/event-session.ts'
import { firstOf } from '#domain/plan/next-plan.ts'
import { codeOf, type HeldPlans, type PlanPart, partName, wordingOf } from '#domain/plan/plan-part.ts'
import { supportInWords } from '#domain/plan/plan-words.ts'
import { type SupportAsked, supportInLink, type SupportWay } from '#domain/plan/support-link.ts'
import { entryFigure, entryTitle } from '#domain/records/entry-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { monthInWords } from '#domain/time/quarter.ts'
import { useSupporting } from '#client/data/behind-figure.ts'
import type { Entry } from '#client/data/entries.ts'
import { useHeldPlans } from '#client/data/plan-tree.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { EntryLine } from '#client/ui/entry-line.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { Crumbs, Loading, NotInPlan } from './plan-parts.tsx'

/** The sessions that are counted under a priority, an activity or an action: one tap down from their number. */
export function SessionsScreen() {
  const { siteId } = useTablet()
  const [search] = useSearchParams()
  const held = useHeldPlans()
  const asked = supportInLink(siteId, search)
  if (held === undefined) return <Loading />
  const part = asked === null ? undefined : newestOf(asked.partId, held)
  if (asked === null || part === undefined) {
    return <NotInPlan title="Not in the plan">The plan on this tablet has no such part.</NotInPlan>
  }
  return <Sessions asked={asked} part={part} />
}

/** Of the parts that go on from one another, that of the latest plan. */
function newestOf(firstId: string, { parts, plans }: HeldPlans): PlanPart | undefined {
  const yearOf = ({ body }: PlanPart): number => plans.find(({ id }) => id === body.planId)?.body.year ?? 0
  return parts.filter((one) => firstOf(one) === firstId).toSorted((a, b) => yearOf(b) - yearOf(a))[0]
}

const WAY_WORDS: Readonly<Record<SupportWay, string>> = {
  primary: 'Sessions under it',
  also: 'Sessions that also contribute, counted under other priorities',
  activity: 'Sessions that name it',
  action: 'Sessions that name it',
}

const AT_A_TIME = 50

function Sessions({ asked, part }: { readonly asked: SupportAsked; readonly part: PlanPart }) {
  const { clock, siteId } = useTablet()
  const [limit, setLimit] = useState(AT_A_TIME)
  const { site } = asked.place
  const found = useSupporting(asked, limit)
  const names = useRecordNames(site ?? undefined)
  const sites = useSites()
  if (found === undefined || names === undefined || sites === undefined) return <Loading />
  const today = clock.today()
  const { entries, more } = found
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trails={[[{ to: '/plan', label: 'Plan' }, ...above(part)]]} />
        <PageTitle title={`Sessions of ${partName(part.line, codeOf(part)).toLowerCase()}`}>
          {`Sessions: ${wordingOf(part)}`}
        </PageTitle>
        <p>{WAY_WORDS[asked.way]}</p>
        <p className="muted">{[placeInWords(asked, sites), spanInWords(asked)].join(', ')}</p>
      </div>
      <section className="sheet stack" aria-labelledby="found">
        <h2 id="found">{more ? `The newest ${entries.length}` : totalInWords(entries)}</h2>
        {siteId !== null && site !== siteId && (
          <p className="small muted">Sessions of other sites are on their own tablets and the county’s.</p>
        )}
        <ul className="entry-lines" aria-label="Sessions">
          {entries.map((entry) => (
            <EntryLine
              key={entry.id}
              figure={entryFigure(entry)}
              title={
                <Link className="entry-title" to={`/entries/${entry.id}`}>
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
        {more && (
          <p className="no-print">
            <button type="button" className="button" onClick={() => setLimit(limit + AT_A_TIME)}>
              Show more
            </button>
          </p>
        )}
      </section>
    </div>
  )
}

/** The way up from the list. */
function above(part: PlanPart): readonly { readonly to: string; readonly label: string }[] {
  const label = partName(part.line, codeOf(part))
  switch (part.line) {
    case 'priority':
      return [{ to: `/plan/priority/${part.body.number}`, label }]
    case 'action':
      return [{ to: `/plan/action/${linkKey(part.id)}`, label }]
    case 'promise':
    case 'activity':
      return []
  }
}

/** The same sum that stood on the line that led here. */
function totalInWords(entries: readonly Entry[]): string {
  const came = entries.map(({ session }) => (session === null ? null : attendances(session)))
  return supportInWords({
    sessions: entries.length,
    attendances: came.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    notCounted: came.filter((one) => one === null).length,
  })
}

function placeInWords({ place: { site, area } }: SupportAsked, sites: Sites): string {
  if (site !== null) return sites.nameOf(site)
  return area === undefined ? 'Every site' : `The area ${area}`
}

function spanInWords({ span: { first, last } }: SupportAsked): string {
  if (first.startsWith('0')) return 'all years together'
  return first === last ? monthInWords(first) : `${monthInWords(first)} to ${monthInWords(last)}`
}
