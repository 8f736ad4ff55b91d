import type { RecordStore } from '../storage/record-store.ts'

type Sums = Pick<RecordStore, 'buildSums' | 'scopesWithoutSums'>

/** Works the sums of some scopes out anew, each in a step of its own: what was done stays done when it is broken off. */
export async function buildSumsOf(store: Pick<Sums, 'buildSums'>, scopes: readonly string[]): Promise<void> {
  for (const scope of scopes) await store.buildSums(scope)
}

/**
 * Works out the sums that are missing, as in a database of an earlier build, or that another build's rules
 * made. Tablets are served meanwhile. @returns how many scopes there were
 */
export async function buildMissingSums(store: Sums): Promise<number> {
  const scopes = await store.scopesWithoutSums()
  await buildSumsOf(store, scopes)
  return scopes.length
}
