import { Link } from 'react-router'
import { fieldInWords } from '#domain/records/fact-words.ts'
import { definitionOf } from '#domain/records/registry.ts'
import { correctionPath } from '#domain/records/link-key.ts'
import type { NotTaken } from '#client/data/attention.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { ageInWords } from '#client/ui/moment-words.ts'
import { Notice } from '#client/ui/notice.tsx'
import { askWays } from './ask-way.tsx'
import { ATTENTION_WORDS, canBeCorrected } from './attention-words.ts'
import { CardFrame, type CardProps } from './card.tsx'
import { ChangeFacts } from './change-facts.tsx'
import { type Subject, useSubject } from './subject.ts'
import { WaysOut } from './ways-out.tsx'
import { withdrawWay } from './withdraw-way.tsx'
import { keyOf } from './attention-address.ts'

/** What this tablet did to one entry and the county did not take, or has held for too long. */
export function OwnChangesCard({ item, isPage, onDone }: CardProps<'not-taken' | 'held'>) {
  const tablet = useTablet()
  const { recordId, kind, scope, changes } = item
  const subject = useSubject(item, changes[0]?.set)
  if (subject === undefined) return null
  const about = { recordId, kind, scope, words: aboutInWords(subject, changes) }
  return (
    <CardFrame item={item} isPage={isPage} subject={subject}>
      {changes.map((change) => (
        <ChangeFacts key={change.opId} change={{ ...change, kind }} />
      ))}
      <Why item={item} />
      <WaysOut
        itemKey={keyOf(item)}
        ways={[...askWays(tablet, about, onDone), withdrawWay(tablet, recordId, onDone)]}
      >
        {isRepairable(subject, changes) && (
          <Link className="button button-go" to={correctionPath(recordId)}>
            Correct and send again
          </Link>
        )}
      </WaysOut>
    </CardFrame>
  )
}

function isRepairable({ entry }: Subject, changes: readonly NotTaken[]): boolean {
  const isShown = entry !== null && entry.isReadable && !entry.deleted
  return isShown && changes.some(({ code }) => canBeCorrected(code))
}

function aboutInWords(subject: Subject, changes: readonly NotTaken[]): string {
  const [first] = changes
  const name = subject.where === '' ? subject.name : `${subject.name}, ${subject.where}`
  return first === undefined ? name : `${name}: ${ATTENTION_WORDS[first.code].split('. ')[0] ?? ''}`
}

/** Each reason once, with the fields it is about. */
function Why({ item: { kind, since, changes } }: Pick<CardProps<'not-taken' | 'held'>, 'item'>) {
  const { clock } = useTablet()
  const codes = [...new Set(changes.map(({ code }) => code))]
  return (
    <Notice tone="warn">
      {codes.map((code) => (
        <p key={code}>
          {ATTENTION_WORDS[code]}
          <Fields kind={kind} changes={changes.filter((change) => change.code === code)} />
        </p>
      ))}
      <p className="small">It has stood like this for {ageInWords(since, clock.now())}.</p>
    </Notice>
  )
}

function Fields({ kind, changes }: { kind: string; changes: readonly NotTaken[] }) {
  const known = definitionOf(kind)?.fields ?? {}
  const paths = changes.flatMap(({ fields }) => fields).filter((path) => (path.split('/')[0] ?? '') in known)
  const words = [...new Set(paths.map((path) => fieldInWords(path, kind)))]
  return words.length === 0 ? null : ` Look at: ${words.join(', ')}.`
}
