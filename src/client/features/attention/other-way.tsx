import { type FormEvent, useEffect, useId, useState } from 'react'
import type { Conflict } from '#domain/records/conflict.ts'
import { resolveConflict } from '#client/data/attention-actions.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { ErrorSummary } from '#client/ui/error-summary.tsx'
import { type Contested, contestedFields } from './conflict-words.ts'
import { DeedFailure, useDeed } from './deed.tsx'
import { useFormDraft } from '#client/data/form-draft.ts'
import { OtherField } from './other-fields.tsx'
import { type Asking, askingFor, typedFrom, valueTyped } from './other-value.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { CancelButton } from './text-way.tsx'

type Asked = Contested & { readonly asking: Asking }

/** Fields of a conflict for which something else than the two values can be given. */
export function askedFields(conflict: Conflict): readonly Asked[] {
  return contestedFields(conflict).flatMap((field) => {
    const asking = askingFor({ ...field, kind: conflict.recordKind })
    return asking === null ? [] : [{ ...field, asking }]
  })
}

interface OtherWayProps {
  readonly conflictId: string
  readonly conflict: Conflict
  readonly draftKey: string
  readonly onDone: (said: string) => void
  readonly onClose: () => void
}

interface Tried {
  readonly attempt: number
  readonly problems: Readonly<Record<string, string>>
}

/** Type a third value, neither of the two. It begins with what is on show. */
export function OtherWay({ conflictId, conflict, draftKey, onDone, onClose }: OtherWayProps) {
  const tablet = useTablet()
  const names = useRecordNames()
  const { typed, put, forget } = useFormDraft(draftKey)
  const [tried, setTried] = useState<Tried>({ attempt: 0, problems: {} })
  const { failure, run } = useDeed()
  const formId = useId()
  const isRead = typed !== undefined && names !== undefined
  const asked = askedFields(conflict)
  const idOf = (path: string): string => `${formId}-${path}`
  const firstId = idOf(asked[0]?.path ?? '')
  useEffect(() => {
    if (isRead) document.getElementById(firstId)?.focus()
  }, [isRead, firstId])
  if (typed === undefined || names === undefined) return null
  const start = Object.assign({}, ...asked.map((field) => typedFrom(field.path, field.asking, field)))
  const form = { ...start, ...typed }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const values: Record<string, unknown> = {}
    const problems: Record<string, string> = {}
    for (const { path, asking } of asked) {
      const read = valueTyped(path, asking, form)
      if (read.ok) values[path] = read.value
      else problems[path] = read.message
    }
    setTried(({ attempt }) => ({ attempt: attempt + 1, problems }))
    if (Object.keys(problems).length > 0) return
    if (!(await run(() => resolveConflict(tablet, conflictId, { choice: 'other', values })))) return
    await forget()
    onDone('Saved on this tablet: the entry says what you typed.')
  }
  const summary = asked.flatMap(({ path, label }) => {
    const message = tried.problems[path]
    return message === undefined ? [] : [{ fieldId: idOf(path), message: `${label}: ${message}` }]
  })
  return (
    <form className="way stack" noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={summary} attempt={tried.attempt} />
      <DeedFailure failure={failure} />
      {asked.map(({ path, label, asking }) => (
        <OtherField
          key={path}
          id={idOf(path)}
          {...{ path, label, asking, names }}
          typed={form}
          put={(part) => put({ ...form, ...part })}
          error={tried.problems[path]}
        />
      ))}
      <p className="row row-tight">
        <button type="submit" className="button button-go">
          Save this instead
        </button>
        <CancelButton forget={forget} onClose={onClose} />
      </p>
    </form>
  )
}
