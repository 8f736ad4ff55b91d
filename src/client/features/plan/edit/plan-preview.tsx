import { type PartChange, type PlanCheck, previewGroups } from '#domain/plan/plan-import.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { financialYearName } from '#domain/time/quarter.ts'

interface PlanPreviewProps {
  readonly name: string
  readonly check: Extract<PlanCheck, { ok: true }>
}

/** What taking a file in would change, before anything is. */
export function PlanPreview({ name, check }: PlanPreviewProps) {
  const { plan, changes, unchanged, year } = check
  return (
    <section className="sheet stack" aria-labelledby="plan-preview">
      <h2 id="plan-preview">What would change</h2>
      <p>
        {plan?.isNew === true
          ? `“${name}” holds the plan for ${financialYearName(year)}, which is new here.`
          : `“${name}” beside the plan for ${financialYearName(year)}.`}
      </p>
      {plan !== null && !plan.isNew && <p>The plan would come from: {plan.body.source}</p>}
      {changes.length === 0 && plan === null && (
        <p>
          <b>Nothing changes:</b> everything in the file is here just so.
        </p>
      )}
      {previewGroups(changes).map(({ title, changes: group }) => (
        <div key={title} className="stack stack-tight">
          <h3>
            {title} <span className="muted">{group.length}</span>
          </h3>
          <ul className="plan-list" aria-label={title}>
            {group.map((change) => (
              <ChangeLine key={change.part.id} change={change} />
            ))}
          </ul>
        </div>
      ))}
      <p className="small muted">
        {countInWords(unchanged, 'line', 'lines')} unchanged. Milestones and evidence that are not in the file
        stay.
      </p>
    </section>
  )
}

function ChangeLine({ change: { name, wording, differences } }: { change: PartChange }) {
  return (
    <li>
      <p>
        <b>{name}</b> {wording}
      </p>
      <ul className="small plain-list">
        {differences.map(({ column, label, before, after }) => (
          <li key={`${column} ${label} ${after}`}>
            {label}: from {valueInWords(before)} to {valueInWords(after)}
          </li>
        ))}
      </ul>
    </li>
  )
}

function valueInWords(cell: string): string {
  return cell === '' ? 'nothing' : `“${cell.replaceAll('|', ', ')}”`
}
