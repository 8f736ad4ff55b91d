import { answerQuestion, answerRead } from '#client/data/attention-actions.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { keyOf } from './attention-address.ts'
import { CardFrame, type CardProps } from './card.tsx'
import { DeedFailure, useDeed } from './deed.tsx'
import { useSubject } from './subject.ts'
import { TextWay } from './text-way.tsx'
import { type Way, WaysOut } from './ways-out.tsx'

/** A question to the branch lead about an entry, answered here by whoever leads the branch. */
export function QuestionCard({ item, isPage, onDone }: CardProps<'question'>) {
  const tablet = useTablet()
  const { question, scope, isOwn } = item
  const subject = useSubject({ recordId: question.recordId, kind: question.recordKind, scope })
  const { failure, run } = useDeed()
  if (subject === undefined) return null
  const read = async (): Promise<void> => {
    if (await run(() => answerRead(tablet, item.id))) onDone('Read. Saved on this tablet.')
  }
  const answer: Way = {
    id: 'answer',
    word: 'Answer',
    form: (draftKey, onClose) => (
      <TextWay
        draftKey={draftKey}
        label="Your answer"
        hint={`${question.askedBy} reads it on their tablet. Write about the entry, never about a person.`}
        missing="Write an answer"
        button="Send the answer"
        save={(text) => answerQuestion(tablet, item.id, text)}
        said="Answered. Saved on this tablet."
        onDone={onDone}
        onClose={onClose}
      />
    ),
  }
  return (
    <CardFrame item={item} isPage={isPage} subject={subject}>
      <p className="muted small">{question.about}</p>
      <figure className="stack stack-tight">
        <figcaption>
          <b>{question.askedBy}</b> asks the branch lead
        </figcaption>
        <blockquote className="said">{question.text}</blockquote>
      </figure>
      {question.answer === null ? (
        <>
          {isOwn && <p>Not answered yet. It stands on every tablet of the branch until somebody does.</p>}
          <WaysOut itemKey={keyOf(item)} ways={[answer]} />
        </>
      ) : (
        <>
          <figure className="stack stack-tight">
            <figcaption>
              <b>{question.answeredBy}</b> answers
            </figcaption>
            <blockquote className="said">{question.answer}</blockquote>
          </figure>
          <DeedFailure failure={failure} />
          <p>
            <button type="button" className="button" onClick={() => void read()}>
              I have read it
            </button>
          </p>
        </>
      )}
    </CardFrame>
  )
}
