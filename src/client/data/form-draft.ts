import { useState } from 'react'
import * as v from 'valibot'
import { useDraftKeeper, useStoredDraft } from './draft-keeper.ts'
import { deleteDraft } from './drafts.ts'
import { useTablet } from './tablet-context.tsx'

const typedSchema = v.record(v.string(), v.string())
/** What stands in a small form, as typed, by field. */
export type Typed = Readonly<Record<string, string>>

interface FormDraft {
  /** `undefined` until it has been looked whether something was typed before. */
  readonly typed: Typed | undefined
  readonly put: (typed: Typed) => void
  /** Takes the draft away, once what it held is saved or no longer wanted. */
  readonly forget: () => Promise<void>
}

/**
 * A small form whose contents are on disk within half a second, so that leaving it loses nothing. A disk that
 * takes no draft takes no change either, and saving says so.
 *
 * @param key stays the same as long as the form stands
 */
export function useFormDraft(key: string): FormDraft {
  const tablet = useTablet()
  const stored = useStoredDraft(key, typedSchema)
  const keeper = useDraftKeeper<Typed>(key, () => undefined)
  const [changed, setChanged] = useState<Typed>()
  return {
    typed: changed ?? (stored === undefined ? undefined : (stored ?? {})),
    put: (next) => {
      setChanged(next)
      keeper.keep(Object.values(next).every((text) => text === '') ? null : next)
    },
    forget: async () => {
      await keeper.stop()
      await deleteDraft(tablet, key)
      setChanged({})
    },
  }
}
