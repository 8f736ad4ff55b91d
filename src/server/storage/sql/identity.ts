import type { Kysely, Transaction } from 'kysely'
import type { EnrolmentCode, EnrolProblem, NewTablet } from '../record-store.ts'
import type { SqlPlace } from './engine.ts'
import { codeOf } from './rows.ts'
import type { Tables } from './schema.ts'

export async function addCode(
  db: Kysely<Tables>,
  serviceId: string,
  code: Omit<EnrolmentCode, 'usedAt'>,
  createdAt: number,
): Promise<void> {
  await db
    .insertInto('enrolment_codes')
    .values({
      service_id: serviceId,
      code_hash: code.codeHash,
      site_id: code.siteId,
      created_at: createdAt,
      expires_at: code.expiresAt,
      used_at: null,
      first: code.first ? 1 : 0,
    })
    .execute()
}

export async function findCode(
  db: Kysely<Tables>,
  serviceId: string,
  codeHash: string,
): Promise<EnrolmentCode | null> {
  const row = await db
    .selectFrom('enrolment_codes')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  return row === undefined ? null : codeOf(row)
}

export async function clearFirstCode({ db, engine, serviceId }: SqlPlace): Promise<'used' | 'unused'> {
  return engine.write(db, async (transaction) => {
    await transaction
      .deleteFrom('enrolment_codes')
      .where('service_id', '=', serviceId)
      .where('first', '=', 1)
      .where('used_at', 'is', null)
      .execute()
    const used = await transaction
      .selectFrom('enrolment_codes')
      .select('code_hash')
      .where('service_id', '=', serviceId)
      .where('first', '=', 1)
      .executeTakeFirst()
    return used === undefined ? 'unused' : 'used'
  })
}

export async function enrol(
  { db, engine, serviceId }: SqlPlace,
  codeHash: string,
  tablet: NewTablet,
  now: number,
): Promise<'enrolled' | EnrolProblem> {
  return engine.write(db, async (transaction) => {
    if (await isTaken(transaction, serviceId, tablet)) return 'not-this-tablet'
    // One statement both asks and uses up, so that of two browsers with one link only one gets in.
    const used = await transaction
      .updateTable('enrolment_codes')
      .set({ used_at: now })
      .where('service_id', '=', serviceId)
      .where('code_hash', '=', codeHash)
      .where('used_at', 'is', null)
      .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]))
      .executeTakeFirst()
    if (used.numUpdatedRows === 0n) {
      const code = await findCode(transaction, serviceId, codeHash)
      if (code === null) return 'code-unknown'
      return code.usedAt === null ? 'code-expired' : 'code-used'
    }
    await putTablet(transaction, serviceId, tablet, now)
    return 'enrolled'
  })
}

/** Two tablets with one credential could not be told apart, not even when one of them is revoked. */
async function isTaken(
  transaction: Transaction<Tables>,
  serviceId: string,
  { lineage, credentialHash }: NewTablet,
): Promise<boolean> {
  const holder = await transaction
    .selectFrom('tablets')
    .select('lineage')
    .where('service_id', '=', serviceId)
    .where('credential_hash', '=', credentialHash)
    .executeTakeFirst()
  return holder !== undefined && holder.lineage !== lineage
}

async function putTablet(
  transaction: Transaction<Tables>,
  serviceId: string,
  tablet: NewTablet,
  now: number,
): Promise<void> {
  const row = {
    credential_hash: tablet.credentialHash,
    site_id: tablet.siteId,
    person_id: tablet.personId,
    person_name: tablet.personName,
    enrolled_at: now,
    last_seen_at: now,
    revoked_at: null,
  }
  await transaction
    .insertInto('tablets')
    .values({
      service_id: serviceId,
      lineage: tablet.lineage,
      durable_through: 0,
      heartbeat: null,
      first_n: tablet.firstN ?? 1,
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['service_id', 'lineage']).doUpdateSet(row))
    .execute()
}
