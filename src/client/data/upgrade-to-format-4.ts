import type { Transaction } from 'dexie'
import * as v from 'valibot'
import { textOf } from '#domain/records/fields/text-of.ts'
import type { Body } from '#domain/records/registry.ts'
import { localDateSchema } from '#domain/time/local-date.ts'
import { type FindKeys, type LabelledDay, namesOf, wordsIn } from './find-keys.ts'

/** What entries are called is kept by site, with its days; and the words of notes are added to those few that have one. */
export async function upgradeToFormat4(transaction: Transaction): Promise<void> {
  const records = transaction.table<FindKeys & { readonly body: Body }, string>('records')
  await records
    .where('[noted+id]')
    .above([''])
    .modify((row, change) => {
      change.value = { ...row, noteWords: wordsIn(textOf(row.body['note'])) }
    })
  const called: LabelledDay[] = []
  await records
    .where('[scope+label+day+id]')
    .above([''])
    .eachKey((key) => {
      const [scope, label, day] = v.parse(labelledKeySchema, key)
      called.push({ scope, label, day })
    })
  await transaction.table('names').bulkPut([...namesOf(called)])
  await rewriteTablet(transaction, { format: 4 })
}

/** A key of the index of labels; the record's id stands last. */
const labelledKeySchema = v.tuple([v.string(), v.string(), localDateSchema, v.string()])

/** Changes the row that says which tablet this is, where there is one yet. */
export async function rewriteTablet(
  transaction: Transaction,
  part: { readonly format: number; readonly supportVersion?: number },
): Promise<void> {
  const tablet: unknown = await transaction.table('tablet').get('tablet')
  if (typeof tablet === 'object' && tablet !== null) {
    await transaction.table('tablet').put({ ...tablet, ...part })
  }
}
