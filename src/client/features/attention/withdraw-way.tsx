import { withdrawChanges } from '#client/data/attention-actions.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { TextWay } from './text-way.tsx'
import type { Way } from './ways-out.tsx'

/** Take back what the county did not take. It is kept with its reason, and cannot be undone, so it says so. */
export function withdrawWay(tablet: Tablet, recordId: string, onDone: (said: string) => void): Way {
  return {
    id: 'withdraw',
    word: 'Withdraw',
    form: (draftKey, onClose) => (
      <TextWay
        draftKey={draftKey}
        label="Why is it withdrawn?"
        hint="It then stays out of every figure, and the county keeps it with your reason. This cannot be undone: to have it after all, log it again."
        missing="Write why, so that nobody has to wonder where it went"
        button="Withdraw it for good"
        save={(reason) => withdrawChanges(tablet, recordId, reason)}
        said="Withdrawn. Saved on this tablet, with the reason."
        onDone={onDone}
        onClose={onClose}
      />
    ),
  }
}
