import { useState } from 'react'
import { type PlanFile, readPlanJson, readPlanTable } from '#domain/plan/plan-file.ts'
import type { PlanCheck } from '#domain/plan/plan-import.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { checkPlanFile, takeInPlan } from '#client/data/plan-changes.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { readTable } from '#client/ui/table-files.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { FileField } from '#client/ui/file-field.tsx'
import { ImportProblems } from '#client/ui/import-problems.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { Crumbs, SaveFailed } from '../plan-parts.tsx'
import { usePlanView } from '../plan-view.ts'
import { CountyOnly } from './county-only.tsx'
import { PlanPreview } from './plan-preview.tsx'

/** A whole plan out of a file: what is wrong with it, or what it would change, and only then the way to take it in. */
export function ImportScreen() {
  const { search } = usePlanView()
  return (
    <CountyOnly title="Take in a plan" search={search}>
      <div className="stack stack-wide">
        <div className="stack stack-tight">
          <Crumbs trails={[[{ to: `/plan${search}`, label: 'Plan' }]]} />
          <PageTitle title="Take in a plan from a file" />
        </div>
        <TakeIn />
      </div>
    </CountyOnly>
  )
}

interface Opened {
  readonly name: string
  readonly file: PlanFile
  readonly check: PlanCheck
}

function TakeIn() {
  const tablet = useTablet()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const open = async (chosen: File): Promise<void> => {
    const text = await chosen.text()
    const file = chosen.name.endsWith('.json') ? readPlanJson(text) : readPlanTable(await readTable(text))
    const check = await checkPlanFile(tablet, file.lines, reasonOf(chosen.name))
    setSaved(null)
    setFailure(null)
    setOpened({ name: chosen.name, file, check })
  }
  const takeIn = async ({ name, file }: Opened): Promise<void> => {
    const result = await takeInPlan(tablet, file.lines, reasonOf(name))
    setFailure(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    if (!result.ok) return
    setOpened(null)
    setSaved(name)
  }
  const problems = opened === null ? [] : problemsOf(opened)
  return (
    <>
      <section className="sheet stack" aria-labelledby="import-file">
        <h2 id="import-file">The file</h2>
        <FileField
          label="A plan as a table (CSV) or as JSON"
          hint="Written here, or by another service. It holds the whole plan of one year. Nothing changes until you say so."
          accept=".csv,.json"
          onChoose={(file) => void open(file)}
        />
        {saved !== null && (
          <Notice tone="good">
            <p>
              <b>Saved on this tablet.</b> The plan is as “{saved}” says it.
            </p>
          </Notice>
        )}
      </section>
      {problems.length > 0 && <ImportProblems problems={problems} />}
      {opened !== null && problems.length === 0 && opened.check.ok && (
        <>
          <PlanPreview name={opened.name} check={opened.check} />
          <SaveFailed words={failure} />
          {(opened.check.changes.length > 0 || opened.check.plan !== null) && (
            <div>
              <button type="button" className="button button-go" onClick={() => void takeIn(opened)}>
                Take in the plan for {financialYearName(opened.check.year)}
              </button>
            </div>
          )}
        </>
      )}
    </>
  )
}

/** What could not be read and what does not fit, together. */
function problemsOf({ file, check }: Opened) {
  return [...file.problems, ...(check.ok ? [] : check.problems)]
}

function reasonOf(name: string): string {
  return `From the file ${name}`
}
