import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type EventSession, splitDifference } from '#domain/records/event-session.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { fieldInWords, headcountInWords, valueInWords } from '#domain/records/fact-words.ts'
import type { PlanNames } from '#domain/plan/plan-names.ts'

/** In the order staff ask: when and how many, then what it was, then what it serves. */
const SHOWN = [
  'day',
  'startTime',
  'heldState',
  'countMethod',
  'note',
  'presetId',
  'audience',
  'outcome',
  'secondaryOutcome',
  'offer',
  'primaryPriorityId',
  'alsoPriorityIds',
  'activityIds',
  'actionIds',
  'format',
  'place',
  'runBy',
] as const satisfies readonly (keyof EventSession)[]

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Everything an entry says. Fields left empty are left out, but for the count: not counted is a fact. */
export function EntryFacts({ session, names }: { session: EventSession; names: PlanNames }) {
  const { clock } = useTablet()
  const today = clock.today()
  return (
    <section className="sheet stack" aria-labelledby="facts-heading">
      <h2 id="facts-heading">What it says</h2>
      <dl className="facts">
        <dt>Count</dt>
        <dd>
          <Counts session={session} />
        </dd>
        {SHOWN.filter((field) => !isEmpty(session[field])).map((field) => (
          <Fact key={field} term={fieldInWords(field)}>
            {PLAN_PATH[field] === undefined ? (
              valueInWords(field, session[field], names, today)
            ) : (
              <PlanLinks path={PLAN_PATH[field]} ids={[session[field]].flat().map(String)} names={names} />
            )}
          </Fact>
        ))}
      </dl>
    </section>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Where the plan shows what a field refers to. */
const PLAN_PATH: Partial<Record<keyof EventSession, string>> = {
  primaryPriorityId: '/plan/priority',
  alsoPriorityIds: '/plan/priority',
  actionIds: '/plan/action',
}

/** From an entry up to the parts of the plan it serves. */
function PlanLinks({ path, ids, names }: { path: string; ids: readonly string[]; names: PlanNames }) {
  return ids.map((id) => (
    <div key={id}>
      <Link to={`${path}/${linkKey(id)}`}>{names(id)}</Link>
    </div>
  ))
}

function Counts({ session }: { session: EventSession }) {
  const counts = Object.entries(session.counts)
  if (session.heldState !== 'held') return 'none'
  if (counts.length === 0) return 'not counted'
  return (
    <>
      {counts.map(([key, headcount]) => (
        <div key={key}>
          {headcountInWords(headcount)}
          {splitDifference(headcount) !== 0 && <b> The ages and the total differ.</b>}
        </div>
      ))}
    </>
  )
}
