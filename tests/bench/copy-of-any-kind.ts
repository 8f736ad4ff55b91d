import { eventSession } from '#domain/records/event-session.ts'
import { registry } from '#domain/records/registry.ts'
import { addDays, type LocalDate } from '#domain/time/local-date.ts'
import type { StoredRecord } from '#sync/stored-record.ts'

const DAYS = 3 * 365
const logged = registry.filter(({ form }) => form?.offered === 'log')

/** Three years of every site up to today: sessions for the most part, and one in a hundred of each other kind. */
export function aCopyOfAnyKind(index: number, sites: readonly string[], today: LocalDate): StoredRecord {
  const other = logged[index % 100]
  const { kind, example } = other ?? eventSession
  const day = addDays(today, -((index * 7919) % DAYS))
  return {
    id: `entry-${String(index).padStart(6, '0')}`,
    kind,
    scope: sites[Math.floor(index / 200) % sites.length] ?? '',
    day,
    rev: 1,
    seq: index + 1,
    deleted: false,
    schema: 1,
    history: [],
    body: {
      ...example,
      day,
      ...(kind === eventSession.kind ? { counts: { '0': { split: 'none', total: index % 40 } } } : {}),
    },
  }
}
