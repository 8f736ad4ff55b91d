import Dexie from 'dexie'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import type { LabelUse, NamesRow } from './find-keys.ts'
import type { RowChange } from './rollups.ts'

/** The days of entries that a label lost and got. */
interface LabelChange {
  readonly left: LocalDate[]
  readonly added: LocalDate[]
}

/** What some records' changes mean for what entries are called, by scope and label. */
export type LabelChanges = ReadonlyMap<string, ReadonlyMap<string, LabelChange>>

/** What entries are called now, of the scopes in which that changes and in their order. */
export async function namesHeld(db: Database, scopes: LabelChanges): Promise<readonly NamesRow[]> {
  if (scopes.size === 0) return []
  const held = await db.names.bulkGet([...scopes.keys()])
  return [...scopes.keys()].map((scope, index) => held[index] ?? { scope, labels: {} })
}

/**
 * Keeps what entries are called to what records say, in the same transaction as the change and after it. A label
 * that nothing is called by any more is taken out: it may be the title of an entry this tablet must not hold.
 */
export async function writeNames(
  db: Database,
  scopes: LabelChanges,
  held: readonly NamesRow[],
): Promise<void> {
  if (scopes.size === 0) return
  const next = await Promise.all(held.map((row) => namesAfter(db, row, scopes.get(row.scope) ?? new Map())))
  const gone = next.filter(({ labels }) => Object.keys(labels).length === 0)
  await db.names.bulkPut(next.filter((row) => !gone.includes(row)))
  if (gone.length > 0) await db.names.bulkDelete(gone.map(({ scope }) => scope))
}

export function labelChanges(changes: readonly RowChange[]): LabelChanges {
  const scopes = new Map<string, Map<string, LabelChange>>()
  const note = (row: RecordRow | undefined, as: keyof LabelChange): void => {
    if (row?.label === undefined || row.day === null) return
    const labels = scopes.get(row.scope) ?? new Map<string, LabelChange>()
    const change = labels.get(row.label) ?? { left: [], added: [] }
    change[as].push(row.day)
    scopes.set(row.scope, labels.set(row.label, change))
  }
  for (const { before, after } of changes) {
    if (before?.label === after?.label && before?.day === after?.day) continue
    note(before, 'left')
    note(after, 'added')
  }
  return scopes
}

async function namesAfter(
  db: Database,
  { scope, labels }: NamesRow,
  changes: ReadonlyMap<string, LabelChange>,
): Promise<NamesRow> {
  const uses = await Promise.all(
    [...changes].map(async ([label, change]): Promise<[string, LabelUse | null]> => {
      return [label, await useAfter(db, { scope, label, use: labels[label] }, change)]
    }),
  )
  const next: Record<string, LabelUse> = { ...labels }
  for (const [label, use] of uses) {
    if (use === null) delete next[label]
    else next[label] = use
  }
  return { scope, labels: next }
}

async function useAfter(
  db: Database,
  {
    scope,
    label,
    use,
  }: { readonly scope: string; readonly label: string; readonly use: LabelUse | undefined },
  { left, added }: LabelChange,
): Promise<LabelUse | null> {
  const count = (use?.count ?? 0) + added.length - left.length
  const days = [...added, ...(use === undefined ? [] : [use.first, use.last])].toSorted()
  // Only where the first or the last one went is anything read: who follows it stands in the index alone.
  if (left.some((day) => day === use?.first || day === use?.last)) {
    const having = () =>
      db.records
        .where('[scope+label+day+id]')
        .between([scope, label, Dexie.minKey], [scope, label, Dexie.maxKey])
    const edges = await Promise.all([having().first(), having().last()])
    days.splice(0, days.length, ...edges.flatMap((row) => row?.day ?? []))
  }
  const [first, last] = [days[0], days.at(-1)]
  return first === undefined || last === undefined ? null : { count, first, last }
}
