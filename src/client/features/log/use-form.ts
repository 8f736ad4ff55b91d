import { type FormEvent, useRef, useState } from 'react'
import { useDraftKeeper } from '#client/data/draft-keeper.ts'
import type { SaveFailure, SaveResult, Seen } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useAnnounce } from '#client/ui/announcer.tsx'

interface Problem<Name extends string> {
  readonly field: Name
  readonly message: string
}

/** A form looked over: what is wrong with it, or how to save it. */
type Checked<Name extends string> =
  | { readonly ok: false; readonly problems: readonly Problem<Name>[] }
  | { readonly ok: true; readonly save: () => Promise<SaveResult> }

interface FormOptions<Form, Name extends string> {
  /** The form before anything was typed. */
  readonly blank: Form
  readonly draft: Form | null
  readonly draftKey: string
  /** What the person was looking at when a correction began; null for a new record. */
  readonly seen: Seen | null
  readonly isSame: (left: Form, right: Form) => boolean
  readonly check: (form: Form) => Checked<Name>
  readonly onSaved: (id: string) => void
}

interface Outcome<Name extends string> {
  readonly attempt: number
  readonly problems: readonly Problem<Name>[]
  readonly failure: { readonly code: SaveFailure; readonly fields: readonly string[] } | null
}

interface FormState<Form, Name extends string> {
  readonly form: Form
  readonly put: (form: Form) => void
  readonly submit: (event: FormEvent) => void
  readonly attempt: number
  readonly problems: readonly Problem<Name>[]
  /** Why the disk did not take it, in words; null when that was not tried or went well. */
  readonly failure: string | null
  readonly failedFields: readonly string[]
  readonly errorOf: (field: Name) => string | undefined
  readonly isSaving: boolean
  /** True while the disk would not take a draft of the form. */
  readonly isUnkept: boolean
}

/**
 * What every form does: a draft of it is on disk while it is typed, it is looked over when it is submitted
 * and not before, and whatever goes wrong, what was typed stays.
 */
export function useForm<Form, Name extends string>(options: FormOptions<Form, Name>): FormState<Form, Name> {
  const { blank, draft, draftKey, seen, isSame, check, onSaved } = options
  const announce = useAnnounce()
  const [form, setForm] = useState(draft ?? blank)
  const [isUnkept, setIsUnkept] = useState(false)
  const [outcome, setOutcome] = useState<Outcome<Name>>({ attempt: 0, problems: [], failure: null })
  const [isSaving, setIsSaving] = useState(false)
  const underWay = useRef(false)
  const keeper = useDraftKeeper<{ form: Form; seen: Seen | null }>(draftKey, () => setIsUnkept(true))

  const put = (next: Form): void => {
    setForm(next)
    keeper.keep(isSame(next, blank) ? null : { form: next, seen })
  }
  const stay = (problems: Outcome<Name>['problems'], failure: Outcome<Name>['failure']): void =>
    setOutcome(({ attempt }) => ({ attempt: attempt + 1, problems, failure }))

  const save = async (): Promise<void> => {
    if (underWay.current) return
    const checked = check(form)
    if (!checked.ok) return stay(checked.problems, null)
    underWay.current = true
    setIsSaving(true)
    await keeper.stop()
    const gone: SaveResult = { ok: false, code: 'storage-gone', fields: [] }
    const result = await checked.save().catch(() => gone)
    if (result.ok) {
      announce('Saved on this tablet')
      onSaved(result.id)
      return
    }
    keeper.keep({ form, seen })
    underWay.current = false
    setIsSaving(false)
    stay([], result)
  }
  const { attempt, problems, failure } = outcome
  return {
    form,
    put,
    submit: (event) => {
      event.preventDefault()
      void save()
    },
    attempt,
    problems,
    failure: failure === null ? null : SAVE_FAILURE_WORDS[failure.code],
    failedFields: failure?.fields ?? [],
    errorOf: (field) => problems.find((problem) => problem.field === field)?.message,
    isSaving,
    isUnkept,
  }
}
