import { useState } from 'react'
import { Link } from 'react-router'
import { checkImport, type ImportMapping, suggestedMapping } from '#domain/place/import-figures.ts'
import type { ImportTable } from '#domain/records/import-table.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useProfiles } from '#client/data/profiles.ts'
import { readTable } from '#client/ui/table-files.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { FileField } from '#client/ui/file-field.tsx'
import { ImportProblems } from '#client/ui/import-problems.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { ImportChanges } from './import-changes.tsx'
import { MappingTable } from './mapping-table.tsx'
import { SaveImport } from './save-import.tsx'
import '../place.css'

/** Newer figures out of a file: which column says what, what would change, and from where they are. */
export function ImportPage() {
  const { siteId } = useTablet()
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <Link to="/place">Our place</Link>
        <PageTitle title="Take in newer figures" />
      </div>
      {siteId === null ? <Import /> : <p>The county’s team takes in newer figures, on a county tablet.</p>}
    </div>
  )
}

interface Opened {
  readonly name: string
  readonly table: ImportTable
  readonly mapping: ImportMapping
}

function Import() {
  const profiles = useProfiles(null)
  const figures = useAuthority('profile-figure')
  const [opened, setOpened] = useState<Opened | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  if (profiles === undefined || figures === undefined) return <output>Loading…</output>
  const open = async (file: File): Promise<void> => {
    const table = await readTable(await file.text())
    setSaved(null)
    setOpened({ name: file.name, table, mapping: suggestedMapping(table, figures) })
  }
  const check =
    opened === null ? null : checkImport({ table: opened.table, mapping: opened.mapping, profiles, figures })
  return (
    <>
      <section className="sheet stack" aria-labelledby="import-file">
        <h2 id="import-file">The file</h2>
        <FileField
          label="A table as CSV"
          hint="One row for each library or area, the first row with the names of the columns. Nothing changes until you save."
          accept=".csv"
          onChoose={(file) => void open(file)}
        />
        {saved !== null && (
          <Notice tone="good">
            <p>
              <b>Saved on this tablet.</b> “{saved}” is shown from now on. What was there before can still be
              chosen on the screen of a place.
            </p>
          </Notice>
        )}
      </section>
      {opened !== null && (
        <MappingTable
          opened={opened}
          figures={figures}
          onChange={(mapping) => setOpened({ ...opened, mapping })}
        />
      )}
      {check !== null && !check.ok && <ImportProblems problems={check.problems} />}
      {check !== null && check.ok && (
        <>
          <ImportChanges changes={check.changes} notes={check.notes} />
          {check.changes.length > 0 && (
            <SaveImport
              areas={check.areas}
              onSaved={(edition) => {
                setOpened(null)
                setSaved(edition)
              }}
            />
          )}
        </>
      )}
    </>
  )
}
