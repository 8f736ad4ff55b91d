import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  codeOf,
  type HeldPlans,
  PART_LINES,
  PART_WORDS,
  type PartLine,
  partName,
  partsOf,
  type PlanPart,
  wordingOf,
} from '#domain/plan/plan-part.ts'
import type { Plan } from '#domain/plan/plan-records.ts'
import { type Named, planInForce } from '#domain/plan/plan-tree.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { beginNextPlan, setInPlan } from '#client/data/plan-changes.ts'
import { useHeldPlans } from '#client/data/plan-tree.ts'
import type { SaveResult } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { PlanChooser } from '../plan-filters.tsx'
import { Crumbs, Loading, NotInPlan, SaveFailed } from '../plan-parts.tsx'
import { type PlanView, usePlanView } from '../plan-view.ts'
import { CountyOnly } from './county-only.tsx'
import { PlanFiles } from './plan-files.tsx'
import { SetAside, TwinPlans } from './twin-plans.tsx'
import { SourceForm } from './source-form.tsx'

/** Everything that stands in a plan, with the ways to change it. */
export function EditScreen() {
  const view = usePlanView()
  const held = useHeldPlans()
  if (held === undefined) return <Loading />
  const plan = planInForce(held.plans, view.planYear)
  if (plan === undefined) return <NotInPlan title="Plan">This tablet has not received a plan yet.</NotInPlan>
  return (
    <CountyOnly title="Edit the plan" search={view.search}>
      <EditPlan plan={plan} held={held} view={view} />
    </CountyOnly>
  )
}

interface EditPlanProps {
  readonly plan: Named<Plan>
  readonly held: HeldPlans
  readonly view: PlanView
}

function EditPlan({ plan, held, view }: EditPlanProps) {
  const parts = partsOf(plan.id, held.parts)
  const name = financialYearName(plan.body.year)
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <Crumbs trails={[[{ to: `/plan${view.search}`, label: `Plan ${name}` }]]} />
        <PageTitle title={`Edit plan ${name}`} />
        <p className="muted measure-text">
          What is worded anew keeps its earlier wording. Quarters are moved on the board, with a reason; how
          an action goes is kept on its own page.
        </p>
      </div>
      <PlanChooser view={view} planYear={plan.body.year} />
      <TwinPlans held={held} year={plan.body.year} />
      <SetAside />
      {PART_LINES.map((line) => (
        <PartList key={line} line={line} parts={parts} search={view.search} />
      ))}
      <NoLongerIn parts={parts.filter(({ deleted }) => deleted)} />
      <SourceForm key={plan.id} plan={plan} />
      <NextYear plan={plan} held={held} />
      <PlanFiles plan={plan} search={view.search} />
    </div>
  )
}

interface PartListProps {
  readonly line: PartLine
  readonly parts: readonly PlanPart[]
  readonly search: string
}

function PartList({ line, parts, search }: PartListProps) {
  const { one, many } = PART_WORDS[line]
  const shown = parts.filter((part) => part.line === line && !part.deleted)
  return (
    <section className="sheet stack" aria-labelledby={`edit-${line}`}>
      <h2 id={`edit-${line}`}>
        {many} <span className="muted">{shown.length}</span>
      </h2>
      <ul className="plan-list" aria-label={many}>
        {shown.map((part) => (
          <li key={part.id}>
            <Link className="plan-line-title" to={`/plan/edit/${line}/${linkKey(part.id)}${search}`}>
              {codeOf(part)} {wordingOf(part)}
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link className="button" to={`/plan/edit/${line}/new${search}`}>
          New {one.toLowerCase()}
        </Link>
      </p>
    </section>
  )
}

function NoLongerIn({ parts }: { parts: readonly PlanPart[] }) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const [failure, setFailure] = useState<string | null>(null)
  if (parts.length === 0) return null
  const putBack = async (id: string): Promise<void> => {
    const result = await setInPlan(tablet, id, true)
    setFailure(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    if (result.ok) announce('Back in the plan.')
  }
  return (
    <section className="sheet stack" aria-labelledby="no-longer">
      <h2 id="no-longer">No longer in the plan</h2>
      <p className="small muted">Kept with everything that was said of them, and in no figure of the plan.</p>
      <ul className="plan-list" aria-label="No longer in the plan">
        {parts.map((part) => {
          const name = partName(part.line, codeOf(part))
          return (
            <li key={part.id} className="stack stack-tight">
              <p>
                <b>{name}</b> {wordingOf(part)}
              </p>
              <div>
                <button
                  type="button"
                  className="button"
                  aria-label={`Put back ${name}`}
                  onClick={() => void putBack(part.id)}
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

/** The plan of the year after, begun from this one, while there is none. */
function NextYear({ plan, held }: Pick<EditPlanProps, 'plan' | 'held'>) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const [failure, setFailure] = useState<string | null>(null)
  const next = plan.body.year + 1
  if (held.plans.some(({ body }) => body.year === next)) return null
  const begin = async (): Promise<void> => {
    const result: SaveResult = await beginNextPlan(tablet, plan.id)
    if (!result.ok) return setFailure(SAVE_FAILURE_WORDS[result.code])
    await navigate(`/plan/edit?plan=${next}`)
  }
  return (
    <section className="sheet stack" aria-labelledby="next-year">
      <h2 id="next-year">The year after</h2>
      <p className="measure-text">
        Begin with a copy: every priority, promise and activity, and the actions that are neither done nor
        stopped. This plan stays as it is. Sessions go on counting for what is copied, and the new plan is
        shown by itself once its year has begun.
      </p>
      <SaveFailed words={failure} />
      <div>
        <button type="button" className="button" onClick={() => void begin()}>
          Begin the plan for {financialYearName(next)}
        </button>
      </div>
    </section>
  )
}
