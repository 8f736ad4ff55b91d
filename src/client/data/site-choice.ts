import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import { type Sites, useSites } from './sites.ts'
import { useTablet } from './tablet-context.tsx'

export interface SiteChoice {
  /** The site the screen is about; null while none is chosen. */
  readonly scope: string | null
  /** `undefined` until read. */
  readonly sites: Sites | undefined
  /** Takes another site, or none; null where the tablet stands at one site. */
  readonly choose: ((siteId: string | null) => void) | null
}

/**
 * The site a screen is about: the tablet's own, or on a county tablet the one its address names.
 *
 * @param search what stands in the screen's address
 * @param setSearch puts another address in its place
 */
export function useSiteChoice(
  search: URLSearchParams,
  setSearch: (search: { site?: string }, options: { replace: true }) => void,
): SiteChoice {
  const { siteId } = useTablet()
  const sites = useSites()
  const choose = (id: string | null): void =>
    setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })
  return {
    scope: siteInLink(siteId, search.get('site')),
    sites,
    choose: siteId === null ? choose : null,
  }
}
