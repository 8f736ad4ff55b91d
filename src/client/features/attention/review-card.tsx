import { decideReview } from '#client/data/attention-actions.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { askWays } from './ask-way.tsx'
import { keyOf } from './attention-address.ts'
import { CardFrame, type CardProps } from './card.tsx'
import { ChangeFacts } from './change-facts.tsx'
import { DeedFailure, useDeed } from './deed.tsx'
import { useSubject } from './subject.ts'
import { TextWay } from './text-way.tsx'
import { type Way, WaysOut } from './ways-out.tsx'

/** A change by somebody who may not record here, or not any more: accepted it counts, declined its author hears of it. */
export function ReviewCard({ item, isPage, onDone }: CardProps<'review'>) {
  const tablet = useTablet()
  const { failure, run } = useDeed()
  const { review, scope } = item
  const about = { recordId: review.recordId, kind: review.recordKind, scope }
  const subject = useSubject(about, review.set)
  if (subject === undefined) return null
  const accept = async (): Promise<void> => {
    const isSaved = await run(() => decideReview(tablet, item.id, 'accepted', null))
    if (isSaved) onDone('Accepted. Saved on this tablet: it counts as soon as the county has heard.')
  }
  const decline: Way = {
    id: 'decline',
    word: 'Decline',
    form: (draftKey, onClose) => (
      <TextWay
        draftKey={draftKey}
        label="Why is it declined?"
        hint={`${review.by} is told that it was not agreed to, and can correct it and send it again.`}
        missing={`Write why, so that ${review.by} can put it right`}
        button="Decline it"
        save={(reason) => decideReview(tablet, item.id, 'declined', reason)}
        said="Declined. Saved on this tablet, with the reason."
        onDone={onDone}
        onClose={onClose}
      />
    ),
  }
  const words = `${subject.name}: by ${review.by}, who may not log here at present`
  return (
    <CardFrame item={item} isPage={isPage} subject={subject}>
      <ChangeFacts change={{ ...review, kind: review.recordKind, was: null }} />
      <p className="measure-text">
        The tablet it comes from may not log here at present, or it came in a file that does not show which
        tablet made it. It counts only if somebody here accepts it.
      </p>
      <DeedFailure failure={failure} />
      <WaysOut itemKey={keyOf(item)} ways={[decline, ...askWays(tablet, { ...about, words }, onDone)]}>
        <button type="button" className="button button-go" onClick={() => void accept()}>
          Accept
        </button>
      </WaysOut>
    </CardFrame>
  )
}
