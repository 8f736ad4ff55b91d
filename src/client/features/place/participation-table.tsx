import type { Participation } from '#domain/place/participation.ts'
import {
  indexInWords,
  intervalInWords,
  perThousandInWords,
  REACH_BAND_WORDS,
} from '#domain/place/participation-words.ts'
import { NO_FIGURE, valueInWords } from '#domain/place/profile-words.ts'

interface ParticipationTableProps {
  readonly rows: readonly Participation[]
  readonly areaName: string
}

/** Every number behind the bars, with its interval. */
export function ParticipationTable({ rows, areaName }: ParticipationTableProps) {
  return (
    // Reachable by keyboard, because on a narrow screen it has to be scrolled.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="place-table" tabIndex={0} aria-label="Table: who comes">
      <table>
        <thead>
          <tr>
            <th scope="col">Age</th>
            <th scope="col">Attendances</th>
            <th scope="col">Residents, {areaName}</th>
            <th scope="col">Attendances per 1,000 residents</th>
            <th scope="col">Index</th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.band}>
              <th scope="row">{REACH_BAND_WORDS[row.band]}</th>
              <td>{valueInWords(row.came, 'people')}</td>
              <td>{row.residents === null ? NO_FIGURE : valueInWords(row.residents, 'people')}</td>
              <td>{perThousandInWords(row)}</td>
              <td>{indexInWords(row.index)}</td>
              <td>{intervalInWords(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
