import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import {
  checkImport,
  type ImportMapping,
  isAbout,
  type NewFigures,
  suggestedMapping,
} from '#domain/place/import-figures.ts'
import {
  type ImportPlace,
  type ImportSubject,
  librariesSubject,
  neighbourhoodsSubject,
} from '#domain/place/import-subject.ts'
import { useAreasIn } from '#client/data/areas.ts'
import { useAuthority } from '#client/data/authority.ts'
import type { NewFiguresOf } from '#client/data/import-figures.ts'
import { useEditions, useProfiles } from '#client/data/profiles.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { FileField } from '#client/ui/file-field.tsx'
import { ImportProblems } from '#client/ui/import-problems.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { readTable } from '#client/ui/table-files.ts'
import { ImportChanges } from './import-changes.tsx'
import { MappingTable } from './mapping-table.tsx'
import type { ImportAbout, OpenedFile } from './opened-file.ts'
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

/** What a file may be about; neighbourhoods only where this tablet has them. */
interface Subjects {
  readonly libraries: ReturnType<typeof librariesSubject>
  readonly neighbourhoods: ReturnType<typeof neighbourhoodsSubject> | null
}

function useSubjects(): Subjects | undefined {
  const profiles = useProfiles(null)
  const figures = useAuthority('profile-figure')
  const areaFile = useAreasIn(null, useEditions())
  return useMemo(() => {
    if (profiles === undefined || figures === undefined || areaFile === undefined) return undefined
    const county = profiles.find(({ body }) => body.areaType === 'county')?.body ?? null
    return {
      libraries: librariesSubject(profiles, figures),
      neighbourhoods: areaFile === null ? null : neighbourhoodsSubject(areaFile, county),
    }
  }, [profiles, figures, areaFile])
}

function Import() {
  const subjects = useSubjects()
  const [opened, setOpened] = useState<OpenedFile | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  if (subjects === undefined) return <output>Loading…</output>
  const { libraries, neighbourhoods } = subjects
  const subjectOf = (about: ImportAbout): ImportSubject =>
    about === 'neighbourhoods' && neighbourhoods !== null ? neighbourhoods : libraries
  const open = async (file: File): Promise<void> => {
    const table = await readTable(await file.text())
    const about = neighbourhoods !== null && isAbout(table, neighbourhoods) ? 'neighbourhoods' : 'libraries'
    setSaved(null)
    setOpened({ name: file.name, table, about, mapping: suggestedMapping(table, subjectOf(about)) })
  }
  return (
    <>
      <section className="sheet stack" aria-labelledby="import-file">
        <h2 id="import-file">The file</h2>
        <FileField
          label="A table as CSV"
          hint="One row for each library, area or neighbourhood, the first row with the names of the columns. Nothing changes until you save."
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
        <Opened
          opened={opened}
          subjects={subjects}
          onAbout={(about) =>
            setOpened({ ...opened, about, mapping: suggestedMapping(opened.table, subjectOf(about)) })
          }
          onMapping={(mapping) => setOpened({ ...opened, mapping })}
          onSaved={(edition) => {
            setOpened(null)
            setSaved(edition)
          }}
        />
      )}
    </>
  )
}

interface OpenedProps {
  readonly opened: OpenedFile
  readonly subjects: Subjects
  onAbout(about: ImportAbout): void
  onMapping(mapping: ImportMapping): void
  onSaved(edition: string): void
}

function Opened({ opened, subjects, onAbout, onMapping, onSaved }: OpenedProps) {
  const { neighbourhoods, libraries } = subjects
  const isOfAreas = opened.about === 'neighbourhoods' && neighbourhoods !== null
  return (
    <>
      <MappingTable
        opened={opened}
        figures={(isOfAreas ? neighbourhoods : libraries).figures}
        onAbout={neighbourhoods === null ? null : onAbout}
        onChange={onMapping}
      />
      {isOfAreas ? (
        <Checked
          opened={opened}
          subject={neighbourhoods}
          takenAs={(areas) => ({ about: 'neighbourhoods', areas })}
          onSaved={onSaved}
        />
      ) : (
        <Checked
          opened={opened}
          subject={libraries}
          takenAs={(areas) => ({ about: 'libraries', areas })}
          onSaved={onSaved}
        />
      )}
    </>
  )
}

interface CheckedProps<Place extends ImportPlace> {
  readonly opened: OpenedFile
  readonly subject: ImportSubject<Place>
  takenAs(areas: readonly NewFigures<Place>[]): NewFiguresOf
  onSaved(edition: string): void
}

function Checked<Place extends ImportPlace>({ opened, subject, takenAs, onSaved }: CheckedProps<Place>) {
  const { table, mapping } = opened
  const check = useMemo(() => checkImport({ table, mapping, subject }), [table, mapping, subject])
  if (!check.ok) return <ImportProblems problems={check.problems} />
  return (
    <>
      <ImportChanges changes={check.changes} notes={check.notes} />
      {check.changes.length > 0 && <SaveImport taken={takenAs(check.areas)} onSaved={onSaved} />}
    </>
  )
}
