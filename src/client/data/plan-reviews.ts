import { useLiveQuery } from 'dexie-react-hooks'
import * as v from 'valibot'
import { type ReviewedSession, reviewedSessionSchema } from '#domain/plan/programme-review.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import { type BodyOf, readBody, type RecordKind } from '#domain/records/registry.ts'
import { firstDayOf, lastDayOf } from '#domain/time/quarter.ts'
import type { Database } from './database.ts'
import type { SupportPeriod } from './plan-support.ts'
import { rowsOf } from './reach.ts'
import { rowsOfKinds } from './rows-of-kinds.ts'
import { useTablet } from './tablet-context.tsx'

/** The sessions of some months on this tablet, void ones left out, as far as a review looks at them. */
async function readSessions(
  db: Database,
  { scope, first, last }: SupportPeriod,
): Promise<readonly ReviewedSession[]> {
  const days = { scope, first: firstDayOf(first), last: lastDayOf(last) }
  const rows = await rowsOf(db, days)
    .filter(({ kind, deleted }) => kind === 'event-session' && !deleted)
    .toArray()
  return rows.flatMap((row) => {
    const session = v.safeParse(reviewedSessionSchema, row.body)
    return session.success ? [{ scope: row.scope, session: session.output }] : []
  })
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useReviewedSessions({
  scope,
  first,
  last,
}: SupportPeriod): readonly ReviewedSession[] | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readSessions(db, { scope, first, last }), [db, scope, first, last])
}

/** A record with the site that keeps it. */
export interface KeptRecord<Kind extends RecordKind> extends Named<BodyOf<Kind>> {
  readonly scope: string
}

/** What some sites keep of a kind, void ones left out; kept up to date on screen and `undefined` until read. */
export function useKept<Kind extends RecordKind>(
  kind: Kind,
  scopes: readonly string[],
): readonly KeptRecord<Kind>[] | undefined {
  const { db } = useTablet()
  const key = scopes.join(' ')
  return useLiveQuery(async () => {
    const rows = await rowsOfKinds(db, key === '' ? [] : key.split(' '), [kind])
    return rows.flatMap(({ id, scope, deleted, body }) => {
      const read = deleted ? null : readBody(kind, body)
      return read === null ? [] : [{ id, scope, body: read }]
    })
  }, [db, key, kind])
}
