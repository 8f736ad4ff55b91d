import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { TabletRights } from '../storage/record-store.ts'

/** A site's tablet reads what everybody reads and its own site; a county tablet reads every site. */
export function mayRead(rights: TabletRights, scope: string): boolean {
  if (rights.revoked) return false
  return scope === AUTHORITY_SCOPE || rights.siteId === null || rights.siteId === scope
}

/** A site's tablet writes to its own site; a county tablet writes everywhere, the plan included. */
export function mayWrite(rights: TabletRights, scope: string): boolean {
  if (rights.revoked) return false
  return rights.siteId === null || rights.siteId === scope
}
