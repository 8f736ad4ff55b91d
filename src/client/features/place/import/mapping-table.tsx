import type { ImportMapping } from '#domain/place/import-figures.ts'
import type { ProfileFigure } from '#domain/place/profile-records.ts'
import type { ImportTable } from '#domain/records/import-table.ts'
import { SelectField } from '#client/ui/field.tsx'

interface MappingTableProps {
  readonly opened: { readonly name: string; readonly table: ImportTable; readonly mapping: ImportMapping }
  readonly figures: readonly { readonly body: ProfileFigure }[]
  onChange(mapping: ImportMapping): void
}

/** What each column of the file is taken as. */
export function MappingTable({ opened, figures, onChange }: MappingTableProps) {
  const { name, table, mapping } = opened
  const figureChoices = [
    { value: '', label: 'Leave out' },
    ...figures.map(({ body }) => ({ value: body.code, label: `${body.group}: ${body.label}` })),
  ]
  const take = (column: string, code: string): void => {
    const { [column]: _, ...others } = mapping.figureByColumn
    onChange({ ...mapping, figureByColumn: code === '' ? others : { ...others, [column]: code } })
  }
  return (
    <section className="sheet stack" aria-labelledby="import-columns">
      <h2 id="import-columns">Columns of {name}</h2>
      <SelectField
        label="Which library or area a row is about"
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
