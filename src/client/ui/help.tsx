import { useId, useState } from 'react'
import './help.css'

/** What a term means, in parts with a heading each. */
export interface HelpText {
  readonly heading: string
  readonly text: string
}

interface HelpProps {
  /** What is explained. */
  readonly about: string
  /** Fetches the explanation; an empty one where there is none. */
  readonly load: () => Promise<readonly HelpText[]>
}

/** A "?" that opens what a field means, right there. */
export function Help({ about, load }: HelpProps) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [texts, setTexts] = useState<readonly HelpText[]>([])
  const turn = (): void => {
    setIsOpen(!isOpen)
    if (texts.length > 0) return
    const none = [{ heading: '', text: 'The explanation could not be read. Try again.' }]
    load().then(setTexts, () => setTexts(none))
  }
  return (
    <>
      <button
        type="button"
        className="help-mark"
        aria-label={`What ${about} means`}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={turn}
      >
        ?
      </button>
      <span id={id} role="note" className="help-text small" hidden={!isOpen}>
        {texts.map(({ heading, text }) => (
          <span key={heading}>
            {heading !== '' && <b>{heading}: </b>}
            {text}
          </span>
        ))}
      </span>
    </>
  )
}
