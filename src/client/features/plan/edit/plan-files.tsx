import { useState } from 'react'
import { Link } from 'react-router'
import { planJson, planRows } from '#domain/plan/plan-file.ts'
import { planLines } from '#domain/plan/plan-line.ts'
import type { Plan } from '#domain/plan/plan-records.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import { readHeldPlans } from '#client/data/plan-tree.ts'
import { writeTable } from '#client/ui/table-files.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { saveFile } from '#client/ui/save-file.ts'

interface PlanFilesProps {
  readonly plan: Named<Plan>
  readonly search: string
}

/** The whole plan as a file to keep, to work on or to hand on, and for the county the ways to change it. */
export function PlanFiles({ plan, search }: PlanFilesProps) {
  const tablet = useTablet()
  const [said, setSaid] = useState('')
  const save = async (form: 'csv' | 'json'): Promise<void> => {
    const { parts } = await readHeldPlans(tablet.db)
    const lines = planLines(plan, parts)
    const name = `branchline-plan-${plan.body.year}.${form}`
    if (form === 'csv') saveFile(name, await writeTable(planRows(lines)), 'text/csv')
    else saveFile(name, planJson(lines), 'application/json')
    setSaid(`Saved as ${name}, where this tablet keeps downloads.`)
  }
  const press = (form: 'csv' | 'json'): void =>
    void save(form).catch(() => setSaid('The file could not be made. Try again.'))
  return (
    <section className="sheet stack no-print" aria-labelledby="plan-files">
      <h2 id="plan-files">The plan as a file</h2>
      <div className="row">
        <button type="button" className="button" onClick={() => press('csv')}>
          Save it as a table (CSV)
        </button>
        <button type="button" className="button" onClick={() => press('json')}>
          Save it as JSON
        </button>
      </div>
      <p role="status" className="small">
        {said}
      </p>
      {tablet.siteId === null && (
        <p className="row">
          <Link className="button" to={`/plan/edit${search}`}>
            Edit the plan
          </Link>
          <Link className="button" to={`/plan/import${search}`}>
            Take in a plan from a file
          </Link>
        </p>
      )}
    </section>
  )
}
