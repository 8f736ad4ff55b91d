import { useParams } from 'react-router'
import { cellsOf, codesOf } from '#domain/plan/plan-line.ts'
import {
  codeOf,
  type HeldPlans,
  PART_LINES,
  PART_WORDS,
  type PartLine,
  partsOf,
  type PlanPart,
} from '#domain/plan/plan-part.ts'
import { planInForce } from '#domain/plan/plan-tree.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { useStoredDraft } from '#client/data/draft-keeper.ts'
import { useEntry, type WholeEntry } from '#client/data/entries.ts'
import { useHeldPlans } from '#client/data/plan-tree.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { PartWordings } from '../part-wordings.tsx'
import { Crumbs, Loading, NotInPlan } from '../plan-parts.tsx'
import { type PlanView, usePlanView } from '../plan-view.ts'
import { CountyOnly } from './county-only.tsx'
import { PartForm, partDraftSchema } from './part-form.tsx'

const NEW = 'new'

/** One part of the plan to be worded, placed or taken out; or a new one. */
export function PartScreen() {
  const { line: word, key = NEW } = useParams()
  const view = usePlanView()
  const held = useHeldPlans()
  const line = PART_LINES.find((one) => one === word)
  if (held === undefined) return <Loading />
  const part = key === NEW ? null : held.parts.find((one) => one.line === line && linkKey(one.id) === key)
  if (line === undefined || part === undefined) {
    return <NotInPlan title="Not in the plan">The plan on this tablet has nothing at this address.</NotInPlan>
  }
  return (
    <CountyOnly title="Edit the plan" search={view.search}>
      {part === null ? (
        <NewPart line={line} held={held} view={view} />
      ) : (
        <HeldPart key={part.id} part={part} held={held} view={view} />
      )}
    </CountyOnly>
  )
}

interface Shown {
  readonly held: HeldPlans
  readonly view: PlanView
}

function NewPart({ line, held, view }: Shown & { readonly line: PartLine }) {
  const plan = planInForce(held.plans, view.planYear)
  const draftKey = `plan/${plan?.id ?? ''}/${line}/${NEW}`
  const draft = useStoredDraft(draftKey, partDraftSchema)
  if (plan === undefined) return <NotInPlan title="Plan">This tablet has not received a plan yet.</NotInPlan>
  if (draft === undefined) return <Loading />
  return (
    <div className="stack stack-wide">
      <Head title={`New ${PART_WORDS[line].one.toLowerCase()}`} year={plan.body.year} view={view} />
      <PartForm
        line={line}
        planId={plan.id}
        part={null}
        seen={null}
        start={{}}
        parts={partsOf(plan.id, held.parts)}
        draft={draft}
        draftKey={draftKey}
        back={`/plan/edit${view.search}`}
      />
    </div>
  )
}

function HeldPart({ part, held, view }: Shown & { readonly part: PlanPart }) {
  const entry = useEntry(part.id)
  const draftKey = `plan/${part.id}`
  const draft = useStoredDraft(draftKey, partDraftSchema)
  if (!entry || draft === undefined) return <Loading />
  return <EditPart part={part} entry={entry} held={held} view={view} draft={draft} draftKey={draftKey} />
}

interface EditPartProps extends Shown {
  readonly part: PlanPart
  readonly entry: WholeEntry
  readonly draft: Parameters<typeof PartForm>[0]['draft']
  readonly draftKey: string
}

function EditPart({ part, entry, held, view, draft, draftKey }: EditPartProps) {
  const parts = partsOf(part.body.planId, held.parts)
  const year = held.plans.find(({ id }) => id === part.body.planId)?.body.year ?? view.planYear
  return (
    <div className="stack stack-wide">
      <Head
        title={`Edit ${PART_WORDS[part.line].one.toLowerCase()} ${codeOf(part)}`}
        year={year}
        view={view}
      />
      <PartForm
        line={part.line}
        planId={part.body.planId}
        part={part}
        seen={entry.seen}
        start={cellsOf(part, codesOf(parts))}
        parts={parts}
        draft={draft}
        draftKey={draftKey}
        back={`/plan/edit${view.search}`}
      />
      <PartWordings part={part} search={view.search} mayEdit={false} />
    </div>
  )
}

function Head({ title, year, view }: { title: string; year: number; view: PlanView }) {
  const plan = { to: `/plan${view.search}`, label: `Plan ${financialYearName(year)}` }
  return (
    <div className="stack stack-tight">
      <Crumbs trails={[[plan, { to: `/plan/edit${view.search}`, label: 'Edit the plan' }]]} />
      <PageTitle title={title} />
    </div>
  )
}
