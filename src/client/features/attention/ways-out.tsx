import { type ReactNode, useId, useState } from 'react'
import { useDraftKeys } from '#client/data/drafts.ts'

/** A way out that opens a small form below the buttons. */
export interface Way {
  readonly id: string
  readonly word: string
  readonly form: (draftKey: string, onClose: () => void) => ReactNode
}

interface WaysOutProps {
  /** Names the drafts of the forms. */
  readonly itemKey: string
  /** Ways out that are one tap: links and buttons. */
  readonly children?: ReactNode
  readonly ways: readonly Way[]
}

/** What can be done about an item. One form is open at a time; one that was left half typed is open again. */
export function WaysOut({ itemKey, children, ways }: WaysOutProps) {
  const draftKeys = useDraftKeys()
  const [chosen, setChosen] = useState<string | null>()
  const id = useId()
  const draftKeyOf = (way: Way): string => `attention/${itemKey}/${way.id}`
  const halfTyped = ways.find((way) => draftKeys?.includes(draftKeyOf(way)))
  const open = chosen === undefined ? halfTyped : ways.find((way) => way.id === chosen)
  const close = (way: Way): void => {
    setChosen(null)
    document.getElementById(`${id}-${way.id}`)?.focus()
  }
  return (
    <div className="stack">
      <div className="row row-tight">
        {children}
        {ways.map((way) => (
          <button
            key={way.id}
            id={`${id}-${way.id}`}
            type="button"
            className="button"
            aria-expanded={open === way}
            onClick={() => setChosen(open === way ? null : way.id)}
          >
            {way.word}
          </button>
        ))}
      </div>
      {open?.form(draftKeyOf(open), () => close(open))}
    </div>
  )
}
