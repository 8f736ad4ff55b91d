import { useRef, useState } from 'react'
import type { SaveFailure, SaveResult } from '#client/data/save.ts'
import { Notice } from '#client/ui/notice.tsx'
import { FAILURE_WORDS } from './attention-words.ts'

export interface Deed {
  readonly failure: SaveFailure | null
  /** Does it unless it is being done already. @returns whether it was saved */
  readonly run: (save: () => Promise<SaveResult>) => Promise<boolean>
}

/** One thing a person does about an item: saved once however often it is tapped, and told when it was not. */
export function useDeed(): Deed {
  const [failure, setFailure] = useState<SaveFailure | null>(null)
  const isUnderWay = useRef(false)
  const run: Deed['run'] = async (save) => {
    if (isUnderWay.current) return false
    isUnderWay.current = true
    const gone: SaveResult = { ok: false, code: 'storage-gone', fields: [] }
    const result = await save().catch(() => gone)
    isUnderWay.current = false
    setFailure(result.ok ? null : result.code)
    return result.ok
  }
  return { failure, run }
}

/** Says that nothing was saved; nothing while all is well. */
export function DeedFailure({ failure }: { failure: SaveFailure | null }) {
  if (failure === null) return null
  return (
    <div role="alert">
      <Notice tone="warn">
        <p>{FAILURE_WORDS[failure]}</p>
      </Notice>
    </div>
  )
}
