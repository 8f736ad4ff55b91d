import type { AttentionItem } from '#client/data/attention.ts'
import { ConflictCard } from './conflict-card.tsx'
import { OwnChangesCard } from './own-changes-card.tsx'
import { QuestionCard } from './question-card.tsx'
import { ReviewCard } from './review-card.tsx'

interface AttentionCardProps {
  readonly item: AttentionItem
  readonly isPage: boolean
  readonly onDone: (said: string) => void
}

/** The card for whatever kind of thing it is. */
export function AttentionCard({ item, ...card }: AttentionCardProps) {
  switch (item.type) {
    case 'not-taken':
    case 'held':
      return <OwnChangesCard item={item} {...card} />
    case 'conflict':
      return <ConflictCard item={item} {...card} />
    case 'review':
      return <ReviewCard item={item} {...card} />
    case 'question':
      return <QuestionCard item={item} {...card} />
  }
}
