import type { ImportMapping } from '#domain/place/import-figures.ts'
import type { ImportFigure } from '#domain/place/import-subject.ts'
import { SelectField } from '#client/ui/field.tsx'
import { RadioChips } from '#client/ui/radio-chips.tsx'
import type { ImportAbout, OpenedFile } from './opened-file.ts'

const ABOUT: readonly { readonly value: ImportAbout; readonly label: string }[] = [
  { value: 'libraries', label: 'Libraries and wider areas' },
  { value: 'neighbourhoods', label: 'Single neighbourhoods' },
]

interface MappingTableProps {
  readonly opened: OpenedFile
  readonly figures: readonly ImportFigure[]
  /** Null where there is nothing else that rows could be about. */
  readonly onAbout: ((about: ImportAbout) => void) | null
  onChange(mapping: ImportMapping): void
}

/** What each column of the file is taken as. */
export function MappingTable({ opened, figures, onAbout, onChange }: MappingTableProps) {
  const { name, table, mapping } = opened
  const figureChoices = [
    { value: '', label: 'Leave out' },
    ...figures.map(({ code, group, label }) => ({
      value: code,
      label: group === '' ? label : `${group}: ${label}`,
    })),
  ]
  const take = (column: string, code: string): void => {
    const { [column]: _, ...others } = mapping.figureByColumn
    onChange({ ...mapping, figureByColumn: code === '' ? others : { ...others, [column]: code } })
  }
  return (
    <section className="sheet stack" aria-labelledby="import-columns">
      <h2 id="import-columns">Columns of {name}</h2>
      {onAbout !== null && (
        <RadioChips
          legend="What its rows are about"
          value={opened.about}
          choices={ABOUT}
          onChange={onAbout}
        />
      )}
      <SelectField
        label="The column that says what a row is about"
        value={mapping.areaColumn}
        choices={[
          { value: '', label: 'Choose a column' },
          ...table.columns.map((column) => ({ value: column, label: column })),
        ]}
        onChange={(areaColumn) => onChange({ ...mapping, areaColumn })}
      />
      <details className="stack">
        <summary className="place-summary">
          {Object.keys(mapping.figureByColumn).length} of {table.columns.length} columns are taken as figures
        </summary>
        <div className="field-pair">
          {table.columns
            .filter((column) => column !== mapping.areaColumn)
            .map((column) => (
              <SelectField
                key={column}
                label={column}
                value={mapping.figureByColumn[column] ?? ''}
                choices={figureChoices}
                onChange={(code) => take(column, code)}
              />
            ))}
        </div>
      </details>
    </section>
  )
}
