import { useCallback, useEffect, useRef } from 'react'

/**
 * Does something at once, or while a finger or a mouse button is down, when it is let go.
 *
 * For what changes the height of a screen as a field loses the focus: the press that took the focus would be
 * let go beside what it was aimed at, and count for nothing.
 */
export function useAfterPress(): (act: () => void) => void {
  const isDown = useRef(false)
  const waiting = useRef<(() => void)[]>([])
  useEffect(() => {
    const press = (): void => {
      isDown.current = true
    }
    const release = (): void => {
      isDown.current = false
      // The click comes with the release, just after it.
      setTimeout(() => {
        for (const act of waiting.current.splice(0)) act()
      })
    }
    addEventListener('pointerdown', press, true)
    addEventListener('pointerup', release, true)
    addEventListener('pointercancel', release, true)
    return () => {
      removeEventListener('pointerdown', press, true)
      removeEventListener('pointerup', release, true)
      removeEventListener('pointercancel', release, true)
    }
  }, [])
  return useCallback((act) => {
    if (isDown.current) waiting.current.push(act)
    else act()
  }, [])
}
