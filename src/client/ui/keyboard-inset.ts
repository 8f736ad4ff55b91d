import { useEffect } from 'react'

/**
 * Keeps `--keyboard` at the height the on-screen keyboard covers, where the browser lays it over the
 * page, so that a Save button at the foot of the screen stays in sight.
 */
export function useKeyboardInset(): void {
  useEffect(() => {
    // Older engines have none, whatever the types say.
    const view = window.visualViewport as VisualViewport | null | undefined
    if (view === null || view === undefined) return
    const measure = (): void => {
      // While zoomed in, the visible part is smaller for another reason.
      const isZoomed = view.scale > 1.01
      const covered = isZoomed ? 0 : Math.max(0, window.innerHeight - view.height - view.offsetTop)
      document.documentElement.style.setProperty('--keyboard', `${Math.round(covered)}px`)
    }
    view.addEventListener('resize', measure)
    view.addEventListener('scroll', measure)
    return () => {
      view.removeEventListener('resize', measure)
      view.removeEventListener('scroll', measure)
    }
  }, [])
}
