import { useEffect, useRef } from 'react'
import type { Lane } from '#domain/records/counting-pad.ts'

/** With a keyboard: 1 to 9 count on the keys in their order, Backspace takes the last tap back. Not while something is typed. */
export function useTapKeys(
  lanes: readonly Lane[],
  tap: (lane: Lane, by: 1 | -1) => void,
  undo: () => void,
): void {
  const now = useRef({ lanes, tap, undo })
  useEffect(() => {
    now.current = { lanes, tap, undo }
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const lane = now.current.lanes[Number(event.key) - 1]
      if (lane !== undefined) now.current.tap(lane, 1)
      else if (event.key === 'Backspace') now.current.undo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
