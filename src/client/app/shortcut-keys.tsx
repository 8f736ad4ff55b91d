import { useEffect, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Sheet } from '#client/ui/sheet.tsx'
import { shortcutLetter, SHORTCUTS, SHORTCUTS_LETTER } from '#client/ui/shortcuts.ts'

/** Listens for the shortcuts on every screen, and shows them all when asked. A county tablet's chosen site goes along. */
export function ShortcutKeys() {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [isListed, setIsListed] = useState(false)
  const site = search.get('site')
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const letter = shortcutLetter(event)
      if (letter === null) return
      const found = SHORTCUTS.find((one) => one.letter === letter)
      if (found === undefined && letter !== SHORTCUTS_LETTER) return
      event.preventDefault()
      if (found === undefined) return setIsListed(true)
      setIsListed(false)
      const carried = site === null ? '' : `?${new URLSearchParams({ site }).toString()}`
      void navigate({ pathname: found.to, search: carried })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [navigate, site])
  if (!isListed) return null
  return (
    <Sheet title="Keyboard" onClose={() => setIsListed(false)}>
      <p>Press Alt and Shift together with a letter, on any screen.</p>
      <dl className="facts">
        {SHORTCUTS.map(({ letter, word }) => (
          <div key={letter} className="row row-tight">
            <dt>
              <kbd>{letter}</kbd>
            </dt>
            <dd>{word}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        In the week, Enter goes to the next cell. On the counting pad, 1 to 9 count and Backspace takes the
        last tap back.
      </p>
    </Sheet>
  )
}
