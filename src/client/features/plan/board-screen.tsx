import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import * as v from 'valibot'
import { actionAsOf, quarterBoard } from '#domain/plan/quarter-board.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { actionsIn, type Named, type PlanTree } from '#domain/plan/plan-tree.ts'
import { dayInWords, type LocalDate, localDateAt, localDateSchema } from '#domain/time/local-date.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { useHistories } from '#client/data/action-histories.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { TextField } from '#client/ui/field.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { BoardColumnPart } from './board-column.tsx'
import type { Moving } from './board-words.ts'
import { PlanChooser } from './plan-filters.tsx'
import { Loading, NotInPlan } from './plan-parts.tsx'
import { type PlanView, usePlanView } from './plan-view.ts'
import './board.css'

/** The actions of the year by quarter, with the tray of those the plan gives none; or as they stood on a day. */
export function BoardScreen() {
  const view = usePlanView()
  const tree = usePlanTree(view.planYear)
  if (tree === undefined) return <Loading />
  if (tree === null) return <NotInPlan title="Quarters">This tablet has not received a plan yet.</NotInPlan>
  return <Board tree={tree} view={view} />
}

function Board({ tree, view }: { tree: PlanTree; view: PlanView }) {
  const { clock, siteId } = useTablet()
  const [params] = useSearchParams()
  const [moving, setMoving] = useState<Moving | null>(null)
  const day = readDay(params.get('on'))
  const actions = actionsIn(tree.branches)
  const shown = useActionsOn(actions, day)
  if (shown === undefined) return <Loading />
  const mayMove = siteId === null && day === null
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <p>
          <Link to={`/plan${view.search}`}>Plan {financialYearName(tree.plan.body.year)}</Link>
        </p>
        <PageTitle title="Quarters of the plan" />
        <p className="muted">
          {day === null
            ? mayMove
              ? 'Move an action by its button, or drag it to another quarter. Each move asks why, and what was planned before is kept.'
              : 'The county’s team moves actions, on a county tablet.'
            : `The plan as it stood at the end of ${dayInWords(day, clock.today())}. Nothing can be moved there.`}
        </p>
      </div>
      <PlanChooser view={view} planYear={tree.plan.body.year} />
      <div className="no-print">
        <TextField
          label="The plan as it stood on"
          hint="Empty for today."
          type="date"
          value={params.get('on') ?? ''}
          onChange={(on) => view.change('on', on === '' ? null : on)}
        />
      </div>
      <div className="board">
        {quarterBoard(shown).map((column) => (
          <BoardColumnPart
            key={column.column}
            column={column}
            moving={mayMove ? moving : null}
            onMoving={mayMove ? setMoving : null}
          />
        ))}
      </div>
    </div>
  )
}

function readDay(text: string | null): LocalDate | null {
  const read = v.safeParse(localDateSchema, text)
  return read.success ? read.output : null
}

/** What the service's clocks show; its days begin there. */
const TIME_ZONE = 'Europe/London'

/** The actions now, or as they stood at the end of a day; `undefined` until read. */
function useActionsOn(
  actions: readonly Named<PlanAction>[],
  day: LocalDate | null,
): readonly Named<PlanAction>[] | undefined {
  const histories = useHistories(day === null ? [] : actions.map(({ id }) => id))
  if (day === null) return actions
  if (histories === undefined) return undefined
  return actions.map(({ id, body }) => {
    const changes = (histories.get(id) ?? []).toReversed().map(({ at, set, was }) => ({
      day: localDateAt(at, TIME_ZONE),
      set,
      was,
    }))
    return { id, body: { ...body, ...actionAsOf(body, changes, day) } }
  })
}
