import { useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import { deleteDraft, readDraft, saveDraft } from '#client/data/drafts.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

const typedSchema = v.record(v.string(), v.string())
/** What stands in a small form, as typed, by field. */
export type Typed = Readonly<Record<string, string>>

const WRITE_EVERY_MS = 400

interface FormDraft {
  /** `undefined` until it has been looked whether something was typed before. */
  readonly typed: Typed | undefined
  readonly put: (typed: Typed) => void
  /** Takes the draft away, once what it held is saved or no longer wanted. */
  readonly forget: () => Promise<void>
}

/** A small form whose contents are on disk within half a second, so that leaving it loses nothing. */
export function useFormDraft(key: string): FormDraft {
  const tablet = useTablet()
  const [typed, setTyped] = useState<Typed>()
  const unwritten = useRef<Typed | null>(null)
  useEffect(() => {
    let isWanted = true
    const take = (value: unknown): void => {
      const read = v.safeParse(typedSchema, value)
      if (isWanted) setTyped(read.success ? read.output : {})
    }
    const write = (): void => {
      const value = unwritten.current
      unwritten.current = null
      // A disk that takes no draft takes no change either, and saving says so.
      if (value !== null) saveDraft(tablet, key, value).catch(() => undefined)
    }
    readDraft(tablet, key).then(take, () => take(undefined))
    const timer = setInterval(write, WRITE_EVERY_MS)
    window.addEventListener('pagehide', write)
    return () => {
      isWanted = false
      clearInterval(timer)
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [tablet, key])
  const put = (next: Typed): void => {
    unwritten.current = next
    setTyped(next)
  }
  const forget = async (): Promise<void> => {
    unwritten.current = null
    await deleteDraft(tablet, key)
  }
  return { typed, put, forget }
}
