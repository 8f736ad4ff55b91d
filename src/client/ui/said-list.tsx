export interface Said {
  readonly when: string
  readonly text: string
}

interface SaidListProps {
  readonly said: readonly Said[]
}

/** What the county said at the close of quarters; nothing at all where nothing was said. */
export function SaidList({ said }: SaidListProps) {
  if (said.length === 0) return null
  return (
    <dl className="stack stack-tight" aria-label="What the county said">
      {said.map(({ when, text }) => (
        <div key={when}>
          <dt className="small muted">The county on {when}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
