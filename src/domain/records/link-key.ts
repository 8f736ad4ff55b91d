import type { PlaceAsked } from '../measures/place-asked.ts'

/** The part of a record id that stands in an address: `fennick` of `site/fennick`. */
export function linkKey(recordId: string): string {
  return recordId.slice(recordId.indexOf('/') + 1)
}

/** Where an entry stands; an id of reference data, as `site/fennick`, is one part of an address too. */
export function entryPath(recordId: string): string {
  return `/entries/${encodeURIComponent(recordId)}`
}

/** Where an entry is corrected. */
export function correctionPath(recordId: string): string {
  return `${entryPath(recordId)}/correct`
}

export function siteIdOf(key: string): string {
  return `site/${key}`
}

export function presetIdOf(key: string): string {
  return `preset/${key}`
}

/**
 * The site a screen is about: the tablet's own, or on a county tablet the one its address names.
 *
 * @returns `null` on a county tablet where no site is named
 */
export function siteInLink(tabletSiteId: string | null, key: string | null): string | null {
  if (tabletSiteId !== null) return tabletSiteId
  return key === null || key === '' ? null : siteIdOf(key)
}

/** What names the whole county in an address, on a tablet whose screens are about its own site unless told. */
const WHOLE_COUNTY = 'county'

/** What an address says of a place: a site, an area, or the whole county; nothing for what screens show untold. */
export function linkToPlace(
  tabletSiteId: string | null,
  { site, area }: PlaceAsked,
): { readonly site: string | null; readonly area: string | null } {
  if (area !== undefined) return { site: null, area }
  if (site === tabletSiteId) return { site: null, area: null }
  return { site: site === null ? WHOLE_COUNTY : linkKey(site), area: null }
}

/** The place that an address names; where it names none, the tablet's own site, or on a county tablet the county. */
export function placeInLink(
  tabletSiteId: string | null,
  { site, area }: { readonly site: string | null; readonly area: string | null },
): PlaceAsked {
  if (area !== null && area !== '') return { site: null, area }
  if (site === null || site === '') return { site: tabletSiteId }
  return { site: site === WHOLE_COUNTY && tabletSiteId !== null ? null : siteIdOf(site) }
}

/** Where a half-typed session lies. */
export function logDraftKey(scope: string, presetKey: string): string {
  return `log/${scope}/${presetKey}`
}

/** Where a half-typed correction lies. */
export function correctionDraftKey(entryId: string): string {
  return `entry/${entryId}`
}

/** Where a half-typed new record of any other kind lies. */
export function newRecordDraftKey(scope: string, kind: string): string {
  return `new/${scope}/${kind}`
}

/** Where numbers lie that were typed into a week and not saved. */
export function weekDraftKey(scope: string, monday: string): string {
  return `week/${scope}/${monday}`
}

/** Where a week of volunteers' hours lies that was typed and not saved. */
export function hoursDraftKey(scope: string, monday: string): string {
  return `hours/${scope}/${monday}`
}

export type DraftPlace =
  | { readonly form: 'week'; readonly scope: string; readonly monday: string }
  | { readonly form: 'hours'; readonly scope: string; readonly monday: string }
  | { readonly form: 'log'; readonly scope: string; readonly presetKey: string }
  | { readonly form: 'correction'; readonly entryId: string }
  | { readonly form: 'record'; readonly scope: string; readonly kind: string }

/** @returns `null` for a draft of a form this build does not have */
export function draftPlace(key: string): DraftPlace | null {
  const [form, ...rest] = key.split('/')
  if (form === 'entry' && rest.length > 0) return { form: 'correction', entryId: rest.join('/') }
  const what = rest.pop()
  if (what === undefined || rest.length === 0) return null
  const scope = rest.join('/')
  if (form === 'new') return { form: 'record', scope, kind: what }
  if (form === 'week' || form === 'hours') return { form, scope, monday: what }
  return form === 'log' ? { form: 'log', scope, presetKey: what } : null
}
