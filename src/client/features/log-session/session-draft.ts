import { useEffect, useState } from 'react'
import * as v from 'valibot'
import { deleteDraft, readDraft, saveDraft } from '#client/data/drafts.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { sessionFormSchema } from './session-form.ts'

/**
 * A half-typed form. `seen` is what the person was looking at when they began a correction, so that
 * one finished after a restart is judged against that; null for a new session.
 */
const sessionDraftSchema = v.object({
  form: sessionFormSchema,
  seen: v.nullable(
    v.object({
      body: v.record(v.string(), v.unknown()),
      base: v.nullable(v.object({ epoch: v.string(), rev: v.number() })),
      parentN: v.nullable(v.number()),
    }),
  ),
})
export type SessionDraft = v.InferOutput<typeof sessionDraftSchema>

/** The draft that lay under a key when the screen opened: `undefined` until read, null when there is none. */
export function useStoredDraft(key: string): SessionDraft | null | undefined {
  const tablet = useTablet()
  const [read, setRead] = useState<{ key: string; draft: SessionDraft | null }>()
  useEffect(() => {
    let isWanted = true
    const take = (value: unknown): void => {
      const parsed = v.safeParse(sessionDraftSchema, value)
      if (isWanted) setRead({ key, draft: parsed.success ? parsed.output : null })
    }
    readDraft(tablet, key).then(take, () => take(undefined))
    return () => {
      isWanted = false
    }
  }, [tablet, key])
  return read?.key === key ? read.draft : undefined
}

export interface DraftKeeper {
  /** Puts what is typed on disk within half a second; null takes the draft away. */
  keep(draft: SessionDraft | null): void
  /** Writes at once what is not written yet. */
  flush(): void
  /** Forgets what is not written yet, and resolves when no write is under way. */
  stop(): Promise<void>
}

const WRITE_AFTER_MS = 400

/** @param onFailure called when the disk would not take the draft */
function createDraftKeeper(tablet: Tablet, key: string, onFailure: () => void): DraftKeeper {
  let pending: SessionDraft | null | undefined
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
export function useDraftKeeper(key: string, onFailure: () => void): DraftKeeper {
  const tablet = useTablet()
  const [keeper] = useState(() => createDraftKeeper(tablet, key, onFailure))
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
