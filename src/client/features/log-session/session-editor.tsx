import { type FormEvent, useRef, useState } from 'react'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { SaveResult } from '#client/data/save.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { ErrorSummary, type SummaryProblem } from '#client/ui/error-summary.tsx'
import { CountFields } from './count-fields.tsx'
import { DetailFields } from './detail-fields.tsx'
import { BroughtBack } from './brought-back.tsx'
import { fieldId } from './form-part.ts'
import { PresetSets } from './preset-sets.tsx'
import { type SessionDraft, useDraftKeeper } from './session-draft.ts'
import { isSameForm, type SessionForm } from './session-form.ts'
import { SAVE_FAILURE_WORDS, savesInWords } from './session-form-words.ts'
import { checkForm, type Problem } from './session-problems.ts'
import type { SessionSettings } from './session-settings.ts'
import './session-form.css'

interface SessionEditorProps {
  /** The form before anything was typed. */
  readonly blank: SessionForm
  readonly draft: SessionDraft | null
  readonly draftKey: string
  readonly seen: SessionDraft['seen']
  readonly settings: SessionSettings
  readonly siteName: string
  /** People other tablets counted for the same session. */
  readonly elsewhere: number
  readonly save: (form: SessionForm, day: LocalDate) => Promise<SaveResult>
  readonly onSaved: (id: string) => void
}

interface Outcome {
  readonly attempt: number
  readonly problems: readonly Problem[]
  readonly failure: string | null
}

/** The session form, for logging and for correcting. Looks at what was typed only when it is submitted. */
export function SessionEditor(props: SessionEditorProps) {
  const { blank, draft, draftKey, seen, settings, siteName, elsewhere } = props
  const { clock } = useTablet()
  const announce = useAnnounce()
  const [form, setForm] = useState(draft?.form ?? blank)
  const [isUnkept, setIsUnkept] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>({ attempt: 0, problems: [], failure: null })
  const [isSaving, setIsSaving] = useState(false)
  const underWay = useRef(false)
  const keeper = useDraftKeeper(draftKey, () => setIsUnkept(true))

  const put = (next: SessionForm): void => {
    setForm(next)
    keeper.keep(isSameForm(next, blank) ? null : { form: next, seen })
  }
  const stay = (problems: readonly Problem[], failure: string | null): void =>
    setOutcome(({ attempt }) => ({ attempt: attempt + 1, problems, failure }))

  const submit = async (): Promise<void> => {
    if (underWay.current) return
    const checked = checkForm(form)
    if (!checked.ok) return stay(checked.problems, null)
    underWay.current = true
    setIsSaving(true)
    await keeper.stop()
    const gone: SaveResult = { ok: false, code: 'storage-gone', fields: [] }
    const result = await props.save(form, checked.day).catch(() => gone)
    if (result.ok) {
      announce('Saved on this tablet')
      props.onSaved(result.id)
      return
    }
    keeper.keep({ form, seen })
    underWay.current = false
    setIsSaving(false)
    stay([], SAVE_FAILURE_WORDS[result.code])
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }

  const errorOf = (field: Problem['field']): string | undefined =>
    outcome.problems.find((problem) => problem.field === field)?.message
  const part = { form, change: (changes: Partial<SessionForm>) => put({ ...form, ...changes }), errorOf }
  return (
    <form className="session-form" noValidate onSubmit={onSubmit}>
      <ErrorSummary problems={summaryOf(outcome)} attempt={outcome.attempt} />
      {draft !== null && <BroughtBack draft={draft.form} blank={blank} put={put} />}
      <div className="columns">
        <CountFields {...part} elsewhere={elsewhere} />
        <DetailFields {...part} today={clock.today()} ordinary={siteName} />
      </div>
      <PresetSets {...part} settings={settings} />
      <SaveBar saves={savesInWords(form, elsewhere)} isSaving={isSaving} isUnkept={isUnkept} />
    </form>
  )
}

function summaryOf({ problems, failure }: Outcome): SummaryProblem[] {
  if (failure !== null) return [{ message: failure }]
  return problems.map(({ field, message }) => ({ fieldId: fieldId(field), message }))
}

function SaveBar({ saves, isSaving, isUnkept }: { saves: string; isSaving: boolean; isUnkept: boolean }) {
  return (
    <div className="save-bar">
      <button type="submit" className="button button-go" aria-disabled={isSaving} aria-describedby="saves-as">
        Save on this tablet
      </button>
      <p id="saves-as" className="muted">
        {isUnkept ? 'The tablet could not keep a draft of this: save it before you leave.' : saves}
      </p>
    </div>
  )
}
