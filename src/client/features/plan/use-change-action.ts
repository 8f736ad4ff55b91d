import { useState } from 'react'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { changeAction } from '#client/data/plan-actions.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'

export interface ActionChanger {
  /** Why the last change was not saved; null when it was. */
  readonly failure: string | null
  /** True once the change is on disk, which is said aloud. */
  change(make: (action: PlanAction) => PlanAction, saved: string): Promise<boolean>
}

/** Saves small changes of one action as they are made. */
export function useChangeAction(id: string): ActionChanger {
  const tablet = useTablet()
  const announce = useAnnounce()
  const [failure, setFailure] = useState<string | null>(null)
  return {
    failure,
    change: async (make, saved) => {
      const result = await changeAction(tablet, id, make)
      setFailure(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
      if (result.ok) announce(saved)
      return result.ok
    },
  }
}
