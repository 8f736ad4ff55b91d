import type { ComparedAreas, ProfileGroup, ProfileRow, Reading } from '#domain/place/compare-profiles.ts'
import type { CommunityProfile } from '#domain/place/profile-records.ts'
import { BASIS_IN_WORDS, percentInWords, valueInWords } from '#domain/place/profile-words.ts'

interface ProfileTableProps {
  readonly group: ProfileGroup
  readonly areas: ComparedAreas
}

type Column = 'here' | 'district' | 'county' | 'england'

/** A group's figures beside those of other areas. It scrolls sideways by itself where the screen is narrow. */
export function ProfileTable({ group, areas }: ProfileTableProps) {
  const columns = columnsOf(areas)
  return (
    // Reachable by keyboard, because on a narrow screen it has to be scrolled.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="place-table" tabIndex={0} aria-label={`Table: ${group.name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {columns.map(({ column, name }) => (
              <th scope="col" key={column}>
                {name}
              </th>
            ))}
            <th scope="col">Basis</th>
          </tr>
        </thead>
        <tbody>
          {group.rows.map((row) => (
            <tr key={row.figure.code}>
              <th scope="row">{row.figure.label}</th>
              {columns.map(({ column }) => (
                <td key={column} className={row.figure.unit === 'text' ? undefined : 'place-number'}>
                  {cellInWords(row, row[column])}
                </td>
              ))}
              <td>{BASIS_IN_WORDS[row.figure.basis]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function columnsOf(areas: ComparedAreas): readonly { readonly column: Column; readonly name: string }[] {
  const named: readonly (readonly [Column, CommunityProfile | null])[] = [
    ['here', areas.here],
    ['district', areas.district],
    ['county', areas.county],
    ['england', areas.england],
  ]
  return named.flatMap(([column, area]) => (area === null ? [] : [{ column, name: area.areaName }]))
}

function cellInWords({ figure }: ProfileRow, reading: Reading | null): string {
  if (reading === null || reading.value === null) return valueInWords(null, figure.unit)
  const value = valueInWords(reading.value, figure.unit)
  return figure.shareOf === null || reading.share === null
    ? value
    : `${value} (${percentInWords(reading.share)})`
}
