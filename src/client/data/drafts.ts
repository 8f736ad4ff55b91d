import { useLiveQuery } from 'dexie-react-hooks'
import { assertTablet } from './database.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

/** What was typed into a form and not saved yet; `undefined` when there is nothing. The form reads it as unknown. */
export async function readDraft(tablet: Tablet, key: string): Promise<unknown> {
  return (await tablet.db.drafts.get(key))?.value
}

/** Keeps what is being typed on disk, so that leaving, updating or an empty battery brings it back. */
export async function saveDraft(tablet: Tablet, key: string, value: unknown): Promise<void> {
  const { db } = tablet
  await db.transaction('rw', db.tablet, db.drafts, async () => {
    await assertTablet(db, tablet.id)
    await db.drafts.put({ key, value, savedAt: tablet.clock.now() })
  })
}

export async function deleteDraft(tablet: Tablet, key: string): Promise<void> {
  await tablet.db.drafts.delete(key)
}

/** Keys of all drafts, those last typed in first; `undefined` until read. */
export function useDraftKeys(): readonly string[] | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const drafts = await db.drafts.toArray()
    return drafts.sort((a, b) => b.savedAt - a.savedAt).map((draft) => draft.key)
  }, [db])
}
