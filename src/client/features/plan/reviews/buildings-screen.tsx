import { Link } from 'react-router'
import { milestonesInOrder } from '#domain/plan/action-progress.ts'
import {
  BUILDING_STAGES,
  buildingList,
  type BuildingRow,
  type KeptPlaceAction,
  SAVES_CARBON,
} from '#domain/plan/building-list.ts'
import { actionsIn } from '#domain/plan/plan-tree.ts'
import { reviewsFor } from '#domain/plan/plan-reviews.ts'
import { choicesOf } from '#domain/records/fact-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { quarterInWords } from '#domain/time/quarter.ts'
import { useKept } from '#client/data/plan-reviews.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Loading, PlanTag } from '../plan-parts.tsx'
import { usePlanView } from '../plan-view.ts'
import { ReviewPage } from './review-page.tsx'
import '../board.css'

/** The work on every building by how far it has come, and the gates of the plan's own actions about it. */
export function BuildingsScreen() {
  return (
    <ReviewPage review="buildings">
      <Gates />
      <Buildings />
    </ReviewPage>
  )
}

function Buildings() {
  const { scope } = usePlanView().period
  const sites = useSites()
  const siteIds = scope === null ? (sites?.open.map(({ id }) => id) ?? []) : [scope]
  const work = useKept('place-action', siteIds)
  if (sites === undefined || work === undefined) return <Loading />
  const { rows, nothingAt } = buildingList(work, siteIds)
  return (
    <>
      {rows.map((row) => (
        <SiteBoard key={row.siteId} row={row} sites={sites} />
      ))}
      {nothingAt.length > 0 && (
        <section className="sheet stack" aria-labelledby="nothing-at">
          <h2 id="nothing-at">Nothing logged yet</h2>
          <p>{nothingAt.map(sites.nameOf).join(', ')}</p>
        </section>
      )}
      <p className="no-print">
        <Link
          className="button"
          to={`/log/kind/place-action${scope === null ? '' : `?site=${linkKey(scope)}`}`}
        >
          Log work on a building
        </Link>
      </p>
    </>
  )
}

const wordOf = (field: string, value: string): string =>
  choicesOf(field, 'place-action')?.find((choice) => choice.value === value)?.label ?? value

/** One building: its work under each stage. */
function SiteBoard({
  row: { siteId, byStage },
  sites,
}: {
  readonly row: BuildingRow
  readonly sites: Sites
}) {
  const heading = `building-${linkKey(siteId)}`
  return (
    <section className="sheet stack" aria-labelledby={heading}>
      <h2 id={heading}>{sites.nameOf(siteId)}</h2>
      <div className="board board-narrow">
        {BUILDING_STAGES.map((stage) => {
          const work = byStage.get(stage) ?? []
          const name = wordOf('stage', stage)
          return (
            <section
              key={stage}
              className="stack stack-tight"
              aria-label={`${sites.nameOf(siteId)}: ${name}`}
            >
              <h3>
                {name} <span className="muted">{work.length}</span>
              </h3>
              <ul className="plan-list">
                {work.map((one) => (
                  <Work key={one.id} work={one} />
                ))}
              </ul>
            </section>
          )
        })}
      </div>
    </section>
  )
}

function Work({ work: { id, body } }: { readonly work: KeptPlaceAction }) {
  const { clock } = useTablet()
  const { what, day, note, saving, savingUnit } = body
  const saves =
    saving === null || savingUnit === null
      ? []
      : [`saves ${(saving / 10).toLocaleString('en-GB')} ${savingUnit}`]
  return (
    <li>
      <Link className="plan-line-title" to={`/entries/${id}`}>
        {wordOf('what', what)}
      </Link>
      <p className="small">{[dayInWords(day, clock.today()), ...saves].join(' · ')}</p>
      {note !== '' && <p className="small muted">{note}</p>}
      {SAVES_CARBON.has(what) && (
        <p className="plan-facts small">
          <PlanTag>Carbon</PlanTag>
        </p>
      )}
    </li>
  )
}

/** The milestones of every action of the plan that is about buildings. */
function Gates() {
  const view = usePlanView()
  const tree = usePlanTree(view.planYear)
  const { clock } = useTablet()
  if (tree === undefined) return <Loading />
  const actions = tree === null ? [] : actionsIn(tree.branches)
  const about = actions.filter(({ body }) => reviewsFor(body.text).some(({ key }) => key === 'buildings'))
  if (about.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="gates">
      <h2 id="gates">Gates in the plan</h2>
      <ul className="plan-list" aria-label="Gates in the plan">
        {about.map(({ id, body }) => (
          <li key={id} className="stack stack-tight">
            <Link className="plan-line-title" to={`/plan/action/${linkKey(id)}${view.search}`}>
              {`${body.code} ${body.text}`}
            </Link>
            <p className="plan-facts small">
              {milestonesInOrder(body).map(([key, { text, due, doneOn }]) => (
                <PlanTag key={key}>
                  {text}:{' '}
                  {doneOn !== null
                    ? `done on ${dayInWords(doneOn, clock.today())}`
                    : due === null
                      ? 'no quarter'
                      : `due in ${quarterInWords(due)}`}
                </PlanTag>
              ))}
              {milestonesInOrder(body).length === 0 && <span className="muted">No gates yet</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
