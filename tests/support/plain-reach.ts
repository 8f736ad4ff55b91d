import * as v from 'valibot'
import type { Database } from '#client/data/database.ts'
import type { ReachPeriod } from '#client/data/reach.ts'
import type { ReachSums } from '#domain/measures/reach-sums.ts'
import { attendanceByAge, type Reaching, reachingSchema } from '#domain/place/attendance-by-age.ts'
import { readBody } from '#domain/records/registry.ts'

/** Whom entries reached in a span of days, worked out from every entry and from no kept sum. */
export async function plainReach(
  db: Pick<Database, 'records'>,
  { scope, first, last }: ReachPeriod,
): Promise<ReachSums> {
  const rows = (await db.records.toArray()).filter(
    (row) =>
      !row.deleted &&
      row.day !== null &&
      row.day >= first &&
      row.day <= last &&
      (scope === null || row.scope === scope),
  )
  const sessions = rows.flatMap((row): { scope: string; session: Reaching }[] => {
    const session = row.kind === 'event-session' ? v.safeParse(reachingSchema, row.body) : null
    return session?.success === true ? [{ scope: row.scope, session: session.output }] : []
  })
  const of = (site: string | null, basis: 'split' | 'audience') =>
    attendanceByAge(
      sessions.flatMap((one) => (site === null || one.scope === site ? one.session : [])),
      basis,
    )
  const contacts = new Map<string | null, number>()
  const helped = new Map<string, number>()
  for (const row of rows) {
    const met = row.kind === 'outreach-contact' ? readBody('outreach-contact', row.body) : null
    const help = row.kind === 'digital-help' ? readBody('digital-help', row.body) : null
    const code = met?.lsoaCode ?? null
    if (met !== null) contacts.set(code, (contacts.get(code) ?? 0) + met.contacts)
    if (help !== null) helped.set(row.scope, (helped.get(row.scope) ?? 0) + help.people)
  }
  return {
    byAge: { split: of(null, 'split'), audience: of(null, 'audience') },
    bySite: new Map(sessions.map((one) => [one.scope, of(one.scope, 'split').all])),
    away: {
      met: [...contacts].map(([lsoaCode, people]) => ({ lsoaCode, contacts: people })),
      helped: [...helped].map(([siteId, people]) => ({ siteId, people })),
    },
  }
}
