import { askLead } from '#client/data/attention-actions.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { homeOf } from '#sync/scope.ts'
import { TextWay } from './text-way.tsx'
import type { Way } from './ways-out.tsx'

interface About {
  readonly recordId: string
  readonly kind: string
  readonly scope: string
  /** The entry and what is the matter with it. */
  readonly words: string
}

/** What the question's own line about the entry may hold. */
const ABOUT_MAX_LENGTH = 200

/** Ask the branch lead, in a few words. Nobody is there to ask about records that belong to no branch. */
export function askWays(tablet: Tablet, about: About, onDone: (said: string) => void): readonly Way[] {
  if (tablet.siteId === null && homeOf(about.scope) !== 'site') return []
  const words = about.words.slice(0, ABOUT_MAX_LENGTH).trim()
  return [
    {
      id: 'ask',
      word: 'Ask the branch lead',
      form: (draftKey, onClose) => (
        <TextWay
          draftKey={draftKey}
          label="Your question"
          hint="They see which entry it is about. Write about the entry, never about a person."
          missing="Write what you want to ask"
          button="Send the question"
          save={(text) => askLead(tablet, { ...about, words }, text)}
          said="Saved on this tablet: the question goes to the branch lead, and stands here until it is answered."
          onDone={onDone}
          onClose={onClose}
        />
      ),
    },
  ]
}
