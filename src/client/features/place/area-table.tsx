import type { ShadedArea } from '#domain/place/area-shades.ts'
import { NO_FIGURE, valueInWords } from '#domain/place/profile-words.ts'

interface AreaTableProps {
  readonly areas: readonly ShadedArea[]
  readonly title: string
  nameOf(siteId: string): string
}

/** The map as a table: the same areas, by the numbers they have on it. */
export function AreaTable({ areas, title, nameOf }: AreaTableProps) {
  return (
    // Reachable by keyboard, because it has to be scrolled.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="place-table place-area-table" tabIndex={0} aria-label="Table of neighbourhoods">
      <table>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Neighbourhood</th>
            <th scope="col">{title}</th>
            <th scope="col">Residents</th>
            <th scope="col">Community of</th>
          </tr>
        </thead>
        <tbody>
          {areas.map(({ area, words, residents, libraryId }, place) => (
            <tr key={area.code}>
              <td>{place + 1}</td>
              <th scope="row">
                {area.placeName} <span className="muted">{area.name}</span>
              </th>
              <td className="place-number">{words}</td>
              <td>{residents === null ? NO_FIGURE : valueInWords(residents, 'people')}</td>
              <td>{nameOf(libraryId)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
