import { useEffect, useState } from 'react'
import * as v from 'valibot'
import { deleteDraft, readDraft, saveDraft } from './drafts.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

/** What a person was looking at when they began a correction, as a draft keeps it. */
export const seenSchema = v.object({
  body: v.record(v.string(), v.unknown()),
  base: v.nullable(v.object({ epoch: v.string(), rev: v.number() })),
  parentN: v.nullable(v.number()),
})

/** The draft that lay under a key when the screen opened: `undefined` until read, null when there is none that fits. */
export function useStoredDraft<Schema extends v.GenericSchema>(
  key: string,
  schema: Schema,
): v.InferOutput<Schema> | null | undefined {
  const tablet = useTablet()
  const [read, setRead] = useState<{ key: string; draft: v.InferOutput<Schema> | null }>()
  useEffect(() => {
    let isWanted = true
    const take = (value: unknown): void => {
      const parsed = v.safeParse(schema, value)
      if (isWanted) setRead({ key, draft: parsed.success ? parsed.output : null })
    }
    readDraft(tablet, key).then(take, () => take(undefined))
    return () => {
      isWanted = false
    }
  }, [tablet, key, schema])
  return read?.key === key ? read.draft : undefined
}

export interface DraftKeeper<Draft> {
  /** Puts what is typed on disk within half a second; null takes the draft away. */
  keep(draft: Draft | null): void
  /** Writes at once what is not written yet. */
  flush(): void
  /** Forgets what is not written yet, and resolves when no write is under way. */
  stop(): Promise<void>
}

const WRITE_AFTER_MS = 400

/** @param onFailure called when the disk would not take the draft */
function createDraftKeeper<Draft>(tablet: Tablet, key: string, onFailure: () => void): DraftKeeper<Draft> {
  let pending: Draft | null | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing = Promise.resolve()

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (pending === undefined) return
    const draft = pending
    pending = undefined
    writing = writing
      .then(() => (draft === null ? deleteDraft(tablet, key) : saveDraft(tablet, key, draft)))
      .catch(onFailure)
  }
  return {
    keep(draft) {
      pending = draft
      // Not started anew with every key, so that steady typing is written too.
      timer ??= setTimeout(flush, WRITE_AFTER_MS)
    },
    flush,
    stop() {
      clearTimeout(timer)
      timer = undefined
      pending = undefined
      return writing
    },
  }
}

/** A keeper for as long as the screen stands, which writes when the screen is left or hidden. */
export function useDraftKeeper<Draft>(key: string, onFailure: () => void): DraftKeeper<Draft> {
  const tablet = useTablet()
  const [keeper] = useState(() => createDraftKeeper<Draft>(tablet, key, onFailure))
  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') keeper.flush()
    }
    window.addEventListener('pagehide', keeper.flush)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      window.removeEventListener('pagehide', keeper.flush)
      document.removeEventListener('visibilitychange', onHide)
      keeper.flush()
    }
  }, [keeper])
  return keeper
}
