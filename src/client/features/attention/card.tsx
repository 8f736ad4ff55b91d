import { entryPath } from '#domain/records/link-key.ts'
import { type ReactNode, useId } from 'react'
import { Link } from 'react-router'
import type { AttentionItem } from '#client/data/attention.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { addressOf } from './attention-address.ts'
import { TYPE_WORDS } from './attention-words.ts'
import type { Subject } from './subject.ts'

/** What every card is given: the item, whether it has a page to itself, and whom to tell when it is dealt with. */
export interface CardProps<Type extends AttentionItem['type']> {
  readonly item: Extract<AttentionItem, { type: Type }>
  readonly isPage: boolean
  readonly onDone: (said: string) => void
}

/** Each kind has a shape of its own beside its words. */
const SHAPE: Record<AttentionItem['type'], ReactNode> = {
  'not-taken': <path d="M6 1l5.500 10H.500z" fill="currentColor" />,
  held: <circle cx="6" cy="6" r="4.500" fill="none" stroke="currentColor" strokeWidth="2.500" />,
  conflict: <path d="M.500 1h6.500v6.500H.500zM8.500 4.500h3V11H5V9h3.500z" fill="currentColor" />,
  review: <path d="M1 1h10v10H1zM3.500 6l2 2 3-4" fill="none" stroke="currentColor" strokeWidth="1.800" />,
  question: <path d="M.500 1h11v7.500H6L3 11.500v-3H.500z" fill="currentColor" />,
}

interface CardFrameProps {
  readonly item: AttentionItem
  readonly isPage: boolean
  readonly subject: Subject
  readonly children: ReactNode
}

/** One thing that needs attention: what it is and which entry it is about, then what the card says of it. */
export function CardFrame({ item, isPage, subject, children }: CardFrameProps) {
  const id = useId()
  const { type } = item
  const kind = (
    <span className="attention-kind">
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {SHAPE[type]}
      </svg>
      {TYPE_WORDS[type]}
    </span>
  )
  return (
    <section
      className={`sheet stack attention-card attention-${type}`}
      {...(isPage ? {} : { 'aria-labelledby': id })}
    >
      <div className="stack stack-tight">
        {isPage ? (
          <PageTitle title={`${TYPE_WORDS[type]}: ${subject.name}`}>
            {kind} {subject.name}
          </PageTitle>
        ) : (
          <h2 id={id}>
            {kind} <Link to={addressOf(item)}>{subject.name}</Link>
          </h2>
        )}
        <p className="row row-tight small">
          {subject.where !== '' && <span className="muted">{subject.where}</span>}
          {subject.entry?.isReadable === true && (
            <Link className="card-link" to={entryPath(subject.entry.id)}>
              See the entry
            </Link>
          )}
        </p>
      </div>
      {children}
    </section>
  )
}
