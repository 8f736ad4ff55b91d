import { EMPTY_DIGEST } from '#sync/digest.ts'
import type { ScopeHead } from './record-store.ts'

/** A scope in which nothing has been written yet. */
export function emptyScope(id: string): ScopeHead {
  return { id, head: 0, floor: 0, digest: EMPTY_DIGEST }
}
