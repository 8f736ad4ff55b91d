import { Link } from 'react-router'
import { correctionPath, type DraftPlace, draftPlace, linkKey, presetIdOf } from '#domain/records/link-key.ts'
import { definitionOf, isListed } from '#domain/records/registry.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useDraftKeys } from '#client/data/drafts.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'

/** What was typed and not saved, each with a way to carry on. */
export function Drafts() {
  const keys = useDraftKeys()
  const sites = useSites()
  const presets = useAuthority('preset')
  const { siteId } = useTablet()
  if (keys === undefined || sites === undefined || presets === undefined) return null
  const places = keys.flatMap((key) => draftPlace(key) ?? [])
  if (places.length === 0) return null
  const presetName = (key: string): string =>
    presets.find(({ id }) => id === presetIdOf(key))?.body.name ?? key
  return (
    <section className="sheet stack" aria-labelledby="drafts-heading">
      <h2 id="drafts-heading">Not finished</h2>
      <ul className="plain-list stack">
        {places.map((place) => {
          const name = nameOf(place, presetName, siteId === null ? sites : undefined)
          return (
            <li className="row" key={JSON.stringify(place)}>
              <span>{name}</span>
              <Link
                className="button push"
                to={addressOf(place, siteId === null)}
                aria-label={`Carry on: ${name}`}
              >
                Carry on
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function nameOf(place: DraftPlace, presetName: (key: string) => string, sites: Sites | undefined): string {
  if (place.form === 'correction') return 'A correction of an entry'
  if (place.form === 'week') return 'Numbers of a week'
  if (place.form === 'hours') return 'Volunteer hours of a week'
  if (place.form === 'record') {
    const label = definitionOf(place.kind)?.label ?? place.kind
    return sites === undefined || place.scope === AUTHORITY_SCOPE
      ? label
      : `${label}, ${sites.nameOf(place.scope)}`
  }
  const name = presetName(place.presetKey)
  return sites === undefined ? name : `${name}, ${sites.nameOf(place.scope)}`
}

function addressOf(place: DraftPlace, isCounty: boolean): string {
  if (place.form === 'correction') return correctionPath(place.entryId)
  if (place.form === 'week' || place.form === 'hours') {
    const at = isCounty ? `&site=${linkKey(place.scope)}` : ''
    return `/${place.form}?week=${place.monday}${at}`
  }
  if (place.form === 'record') {
    const at = isCounty && place.scope !== AUTHORITY_SCOPE ? `?site=${linkKey(place.scope)}` : ''
    return isListed(place.kind) ? `/lists/${place.kind}/new${at}` : `/log/kind/${place.kind}${at}`
  }
  return `/log/${place.presetKey}${isCounty ? `?site=${linkKey(place.scope)}` : ''}`
}
