import { useEffect, useRef } from 'react'
import { Notice } from '#client/ui/notice.tsx'

/** Something said after a deed; `turn` tells one from the next, so that the same words are said again. */
export interface Said {
  readonly words: string
  readonly turn: number
}

/** What was just done. Takes the focus, because what was tapped is no longer on the screen. */
export function SaidNotice({ said }: { said: Said | null }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (said !== null) box.current?.focus()
  }, [said])
  return (
    <div role="status" tabIndex={-1} ref={box} className="said-notice">
      {said !== null && (
        <Notice tone="good">
          <p>{said.words}</p>
        </Notice>
      )}
    </div>
  )
}
