import { useLiveQuery } from 'dexie-react-hooks'
import * as v from 'valibot'
import type { Database } from './database.ts'
import { deleteDraft, saveDraft } from './drafts.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

const LOCK_KEY = 'lock'
const lockSchema = v.object({ scope: v.string(), code: v.string() })

/** The tablet stands at the sign-in screen of a site, for volunteers to use by themselves. */
export type Lock = v.InferOutput<typeof lockSchema>

async function readLock(db: Database): Promise<Lock | null> {
  const read = v.safeParse(lockSchema, (await db.drafts.get(LOCK_KEY))?.value)
  return read.success ? read.output : null
}

/** Null while the tablet is not locked, `undefined` until read. */
export function useLock(): Lock | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readLock(db), [db])
}

/** Locks the tablet to the sign-in screen. It stays so when the tablet is started anew. */
export async function lockTablet(tablet: Tablet, lock: Lock): Promise<void> {
  await saveDraft(tablet, LOCK_KEY, lock)
}

export async function unlockTablet(tablet: Tablet): Promise<void> {
  await deleteDraft(tablet, LOCK_KEY)
}
