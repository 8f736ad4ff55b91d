import { type FormEvent, useEffect, useId, useState } from 'react'
import type { SaveResult } from '#client/data/save.ts'
import { TextArea } from '#client/ui/field.tsx'
import { DeedFailure, useDeed } from './deed.tsx'
import { useFormDraft } from '#client/data/form-draft.ts'

const MAX_LENGTH = 400

export interface TextWayProps {
  readonly draftKey: string
  readonly label: string
  readonly hint: string
  /** Said beside the field when it was left empty. */
  readonly missing: string
  readonly button: string
  readonly save: (text: string) => Promise<SaveResult>
  /** What is said once it is saved. */
  readonly said: string
  readonly onDone: (said: string) => void
  readonly onClose: () => void
}

/** A way out that asks for a few words. */
export function TextWay(props: TextWayProps) {
  const { label, hint, button } = props
  const { typed, put, forget } = useFormDraft(props.draftKey)
  const [error, setError] = useState<string>()
  const { failure, run } = useDeed()
  const id = useId()
  const isRead = typed !== undefined
  useEffect(() => {
    if (isRead) document.getElementById(id)?.focus()
  }, [isRead, id])
  if (typed === undefined) return null
  const text = typed['text'] ?? ''
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const problem = problemOf(text.trim(), props.missing)
    setError(problem)
    if (problem !== undefined) {
      document.getElementById(id)?.focus()
      return
    }
    if (!(await run(() => props.save(text.trim())))) return
    await forget()
    props.onDone(props.said)
  }
  return (
    <form className="way stack" noValidate onSubmit={(event) => void submit(event)}>
      <DeedFailure failure={failure} />
      <TextArea
        id={id}
        label={label}
        hint={hint}
        error={error}
        value={text}
        onChange={(next) => put({ text: next })}
      />
      <p className="row row-tight">
        <button type="submit" className="button button-go">
          {button}
        </button>
        <CancelButton forget={forget} onClose={props.onClose} />
      </p>
    </form>
  )
}

function problemOf(text: string, missing: string): string | undefined {
  if (text === '') return missing
  return text.length > MAX_LENGTH ? `Keep it under ${MAX_LENGTH} letters; it has ${text.length}` : undefined
}

/** Closes a way out that was opened; what was typed in it is let go, as whoever cancels expects. */
export function CancelButton({ forget, onClose }: { forget: () => Promise<void>; onClose: () => void }) {
  return (
    <button type="button" className="button button-quiet" onClick={() => void forget().then(onClose)}>
      Cancel
    </button>
  )
}
