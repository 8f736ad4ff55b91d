import type { AreaFile } from '#domain/place/area-file.ts'
import { type AreaMet, areasMet, awayByCommunity, type AwayEntries } from '#domain/place/reach-away.ts'
import { useProfiles } from '#client/data/profiles.ts'

const rates = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const inWords = (people: number) => people.toLocaleString('en-GB')
const rateInWords = (rate: number | null) => (rate === null ? 'No figure' : rates.format(rate))

interface AwayPartProps {
  /** Null for every site on this tablet. */
  readonly siteId: string | null
  readonly away: AwayEntries
  /** Null while the tablet has no neighbourhoods. */
  readonly file: AreaFile | null
  nameOf(siteId: string): string
}

/** Where outreach met people, and whom digital help reached, beside the residents there. */
export function AwayPart({ siteId, away, file, nameOf }: AwayPartProps) {
  const { areas, unplaced } =
    file === null ? { areas: [], unplaced: contactsIn(away) } : areasMet(file, away.met)
  return (
    <div className="stack stack-tight no-print">
      <h3 id="who-away">Outreach and digital help by area</h3>
      <p>
        Outreach met people {inWords(contactsIn(away))} times
        {unplaced > 0 && `, ${inWords(unplaced)} of them in no neighbourhood that was named`}.{' '}
        {siteId !== null && <HelpHere siteId={siteId} away={away} />}
      </p>
      <details className="place-details">
        <summary className="place-summary">
          Table of {siteId === null ? 'communities' : 'neighbourhoods'}
        </summary>
        {siteId === null ? (
          <CommunityTable areas={areas} away={away} nameOf={nameOf} />
        ) : (
          <AreaMetTable areas={areas} nameOf={nameOf} />
        )}
        <p className="small muted measure-text">
          Outreach counts for the neighbourhood chosen on its form. Digital help names no place, so it counts
          for the community of the library it was given at. Nobody’s postcode is kept for either.
        </p>
      </details>
    </div>
  )
}

function contactsIn({ met }: AwayEntries): number {
  return met.reduce((sum, { contacts }) => sum + contacts, 0)
}

function HelpHere({ siteId, away }: { siteId: string; away: AwayEntries }) {
  const profiles = useProfiles(null)
  if (profiles === undefined) return null
  const own = awayByCommunity([], away.helped, profiles).find((one) => one.siteId === siteId)
  const helped = away.helped.reduce((sum, { people }) => sum + people, 0)
  if (own === undefined) return `Digital help reached people ${inWords(helped)} times.`
  return `Digital help reached people ${inWords(helped)} times, ${rateInWords(own.helpedPerThousand)} for each 1,000 residents.`
}

interface AreaMetTableProps {
  readonly areas: readonly AreaMet[]
  nameOf(siteId: string): string
}

function AreaMetTable({ areas, nameOf }: AreaMetTableProps) {
  if (areas.length === 0) return <p>No outreach here has named a neighbourhood.</p>
  return (
    // Reachable by keyboard, because it has to be scrolled on a phone.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="place-table" tabIndex={0} aria-label="Table: outreach by neighbourhood">
      <table>
        <thead>
          <tr>
            <th scope="col">Neighbourhood</th>
            <th scope="col">Contacts</th>
            <th scope="col">For each 1,000 residents</th>
            <th scope="col">Community of</th>
          </tr>
        </thead>
        <tbody>
          {areas.map(({ area, contacts, perThousand, libraryId }) => (
            <tr key={area.code}>
              <th scope="row">
                {area.placeName} <span className="muted">{area.name}</span>
              </th>
              <td>{inWords(contacts)}</td>
              <td>{rateInWords(perThousand)}</td>
              <td>{nameOf(libraryId)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function CommunityTable({ areas, away, nameOf }: AreaMetTableProps & { readonly away: AwayEntries }) {
  const profiles = useProfiles(null)
  if (profiles === undefined) return null
  const communities = awayByCommunity(areas, away.helped, profiles)
  return (
    // Reachable by keyboard, because it has to be scrolled.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="place-table place-area-table" tabIndex={0} aria-label="Table of communities">
      <table>
        <thead>
          <tr>
            <th scope="col">Community</th>
            <th scope="col">Outreach contacts there</th>
            <th scope="col">For each 1,000 residents</th>
            <th scope="col">Digital help</th>
            <th scope="col">For each 1,000 residents</th>
          </tr>
        </thead>
        <tbody>
          {communities.map((one) => (
            <tr key={one.siteId}>
              <th scope="row">{nameOf(one.siteId)}</th>
              <td>{inWords(one.contacts)}</td>
              <td>{rateInWords(one.contactsPerThousand)}</td>
              <td>{inWords(one.helped)}</td>
              <td>{rateInWords(one.helpedPerThousand)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
