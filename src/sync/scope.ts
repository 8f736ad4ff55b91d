import type { Home } from '#domain/records/define-record.ts'

/** The plan, sites, profiles and presets: reference data that everybody reads. */
export const AUTHORITY_SCOPE = 'authority'

/** A site's own scope is named by the site's record id, `site/fennick`. */
export function homeOf(scope: string): Exclude<Home, 'any'> {
  return scope === AUTHORITY_SCOPE ? 'authority' : 'site'
}
