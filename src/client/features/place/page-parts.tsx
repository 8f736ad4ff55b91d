interface PagePartsProps {
  /** The id of each part's heading, and what it is called here. */
  readonly parts: readonly (readonly [id: string, words: string])[]
}

/** The parts of a long screen, each one tap away. */
export function PageParts({ parts }: PagePartsProps) {
  return (
    <nav className="place-parts no-print" aria-label="On this page">
      {parts.map(([id, words]) => (
        <button key={id} type="button" className="button place-part" onClick={() => goTo(id)}>
          {words}
        </button>
      ))}
    </nav>
  )
}

/** Not by the address, whose fragment is never a place on a screen. */
function goTo(id: string): void {
  const heading = document.getElementById(id)
  heading?.scrollIntoView()
  heading?.focus({ preventScroll: true })
}
