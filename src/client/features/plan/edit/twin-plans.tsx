import { useState } from 'react'
import { Link } from 'react-router'
import { codeOf, type HeldPlans, partName, wordingOf } from '#domain/plan/plan-part.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { type TwinPlan, twinPlans } from '#domain/plan/twin-plans.ts'
import { type FinancialYear, financialYearName } from '#domain/time/quarter.ts'
import { setInPlan } from '#client/data/plan-changes.ts'
import { useHeldPlans, useSetAsidePlans } from '#client/data/plan-tree.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PlanTag, SaveFailed } from '../plan-parts.tsx'

/** Sets a plan aside or puts it back, and says so or why not. */
function useSetPlan(): {
  readonly failure: string | null
  set(id: string, isIn: boolean): void
} {
  const tablet = useTablet()
  const announce = useAnnounce()
  const [failure, setFailure] = useState<string | null>(null)
  const set = async (id: string, isIn: boolean): Promise<void> => {
    const result = await setInPlan(tablet, id, isIn)
    setFailure(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    if (result.ok) announce(isIn ? 'The plan is back.' : 'The plan is set aside. It can be put back.')
  }
  return { failure, set: (id, isIn) => void set(id, isIn) }
}

/** Says wherever the plan is read that its year has another one too. */
export function TwinNotice({ year, search }: { readonly year: FinancialYear; readonly search: string }) {
  const { siteId } = useTablet()
  const held = useHeldPlans()
  const twins = held === undefined ? [] : twinPlans(held, year)
  if (twins.length === 0) return null
  return (
    <Notice tone="warn">
      <p>
        <b>
          {twins.length} plans were begun for {financialYearName(year)}.
        </b>{' '}
        This is the one begun first.{' '}
        {siteId === null ? (
          <Link to={`/plan/edit${search}`}>Set one of them aside</Link>
        ) : (
          'The county’s team sets one of them aside.'
        )}
      </p>
    </Notice>
  )
}

/** The plans of a year that has more than one, each with what only it has and the way to set it aside. */
export function TwinPlans({ held, year }: { readonly held: HeldPlans; readonly year: FinancialYear }) {
  const { failure, set } = useSetPlan()
  const twins = twinPlans(held, year)
  if (twins.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="twins">
      <h2 id="twins">
        {twins.length} plans for {financialYearName(year)}
      </h2>
      <p className="measure-text">
        They were begun on tablets that had no signal. Set aside all but one: nothing of it is lost, it is in
        no figure, and it can be put back.
      </p>
      <ul className="plan-list" aria-label="Plans of the same year">
        {twins.map((twin, index) => (
          <li key={twin.plan.id} className="stack stack-tight">
            <Twin twin={twin} />
            <div className="no-print">
              <button
                type="button"
                className="button"
                aria-label={`Set plan ${index + 1} aside`}
                onClick={() => set(twin.plan.id, false)}
              >
                Set it aside
              </button>
            </div>
          </li>
        ))}
      </ul>
      <SaveFailed words={failure} />
    </section>
  )
}

function Twin({ twin: { plan, isInForce, parts, onlyHere } }: { readonly twin: TwinPlan }) {
  return (
    <>
      <p>{plan.body.source}</p>
      <p className="plan-facts small">
        <span>{countInWords(parts, 'part', 'parts')}</span>
        {isInForce && <PlanTag>Begun first: shown now</PlanTag>}
      </p>
      {onlyHere.length === 0 ? (
        <p className="small muted">Everything in it stands in the other as well.</p>
      ) : (
        <details>
          <summary className="plan-summary">
            {countInWords(onlyHere.length, 'part stands', 'parts stand')} so only in this one
          </summary>
          <ul className="small plain-list">
            {onlyHere.map((part) => (
              <li key={part.id}>
                {partName(part.line, codeOf(part))}: {wordingOf(part)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** Plans that were set aside. */
export function SetAside() {
  const { failure, set } = useSetPlan()
  const aside = useSetAsidePlans()
  if (aside === undefined || aside.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="aside">
      <h2 id="aside">Set aside</h2>
      <p className="small muted">Kept with everything that was said in them, and in no figure.</p>
      <ul className="plan-list" aria-label="Plans set aside">
        {aside.map(({ id, body }) => {
          const name = financialYearName(body.year)
          return (
            <li key={id} className="stack stack-tight">
              <p>
                <b>{name}</b> {body.source}
              </p>
              <div className="no-print">
                <button
                  type="button"
                  className="button"
                  aria-label={`Put the plan for ${name} back`}
                  onClick={() => set(id, true)}
                >
                  Put it back
                </button>
              </div>
            </li>
          )
        })}
      </ul>
      <SaveFailed words={failure} />
    </section>
  )
}
