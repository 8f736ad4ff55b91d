import { type FormEvent, useEffect } from 'react'
import type { PlanTree } from '#domain/plan/plan-tree.ts'
import { narrativeKey, type QuarterClose } from '#domain/plan/quarter-close.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { TextArea } from '#client/ui/field.tsx'
import type { ChangeClosing } from './closed-table.tsx'

interface NarrativesProps {
  readonly tree: PlanTree
  readonly body: QuarterClose
  readonly onChange: ChangeClosing | null
}

/** What the county says of each priority's quarter, and of each promise's. */
export function Narratives({ tree, body, onChange }: NarrativesProps) {
  return (
    <section className="sheet stack" aria-labelledby="narratives">
      <h2 id="narratives">What the county says</h2>
      {narratedIn(tree).map(({ key, label }) => {
        const said = body.narratives?.[key] ?? ''
        return onChange === null ? (
          <p key={key}>
            <b>{label}</b> {said === '' ? <span className="muted">Nothing said</span> : said}
          </p>
        ) : (
          <Narrative
            key={`${key} ${said}`}
            draftKey={`typed/narrative/${body.year}/${body.quarter}/${key}`}
            label={label}
            said={said}
            onSave={(text) =>
              void onChange((now) => {
                const { [key]: _, ...others } = now.narratives ?? {}
                return { ...now, narratives: text === '' ? others : { ...others, [key]: text } }
              })
            }
          />
        )
      })}
    </section>
  )
}

/** Each priority with its promises behind it; a promise of several stands once. */
function narratedIn({ branches }: PlanTree): readonly { readonly key: string; readonly label: string }[] {
  const all = branches.flatMap(({ priority: { body }, promises }) => [
    { key: narrativeKey(body), label: `${body.number}. ${body.title}` },
    ...promises.map((promise) => ({
      key: narrativeKey(promise.body),
      label: `Promise ${promise.body.code}: ${promise.body.text}`,
    })),
  ])
  return [...new Map(all.map((one) => [one.key, one])).values()]
}

interface NarrativeProps {
  readonly draftKey: string
  readonly label: string
  readonly said: string
  onSave(text: string): void
}

const LONGEST = 4000

function Narrative({ draftKey, label, said, onSave }: NarrativeProps) {
  const { typed, put, forget } = useFormDraft(draftKey)
  const text = typed?.['text'] ?? said
  const isSaved = typed?.['text'] === said
  useEffect(() => {
    if (isSaved) void forget()
  })
  const isLong = text.trim().length > LONGEST
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isLong) onSave(text.trim())
  }
  return (
    <form className="stack stack-tight" onSubmit={onSubmit}>
      <TextArea
        label={label}
        value={text}
        error={isLong ? 'Keep it under 4,000 characters.' : undefined}
        onChange={(next) => put({ text: next })}
      />
      {text !== said && (
        <div>
          <button type="submit" className="button">
            Save what is said
          </button>
        </div>
      )}
    </form>
  )
}
