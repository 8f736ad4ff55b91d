import type { Kysely, Transaction } from 'kysely'
import type { CodeProblem, EnrolmentCode, NewTablet, Tablet } from '../record-store.ts'
import { codeOf, tabletOf } from './rows.ts'
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

export async function clearFirstCode(db: Kysely<Tables>, serviceId: string): Promise<'used' | 'unused'> {
  return db.transaction().execute(async (transaction) => {
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
  db: Kysely<Tables>,
  serviceId: string,
  codeHash: string,
  tablet: NewTablet,
  now: number,
): Promise<'enrolled' | CodeProblem> {
  return db.transaction().execute(async (transaction) => {
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
    .values({ service_id: serviceId, lineage: tablet.lineage, ...row })
    .onConflict((conflict) => conflict.columns(['service_id', 'lineage']).doUpdateSet(row))
    .execute()
}

export async function findTablet(
  db: Kysely<Tables>,
  serviceId: string,
  credentialHash: string,
): Promise<Tablet | null> {
  const row = await db
    .selectFrom('tablets')
    .selectAll()
    .where('service_id', '=', serviceId)
    .where('credential_hash', '=', credentialHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : tabletOf(row)
}

export async function tabletSeen(
  db: Kysely<Tables>,
  serviceId: string,
  lineage: string,
  at: number,
): Promise<void> {
  await db
    .updateTable('tablets')
    .set({ last_seen_at: at })
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .execute()
}

export async function listTablets(db: Kysely<Tables>, serviceId: string): Promise<readonly Tablet[]> {
  const rows = await db
    .selectFrom('tablets')
    .selectAll()
    .where('service_id', '=', serviceId)
    .orderBy('enrolled_at')
    .orderBy('lineage')
    .execute()
  return rows.map(tabletOf)
}

export async function revokeTablet(
  db: Kysely<Tables>,
  serviceId: string,
  lineage: string,
  at: number,
): Promise<boolean> {
  const revoked = await db
    .updateTable('tablets')
    .set({ revoked_at: at })
    .where('service_id', '=', serviceId)
    .where('lineage', '=', lineage)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return revoked.numUpdatedRows === 1n
}
