import type { WrittenSession } from '#domain/records/event-session.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { type LinkChoices, useLinkChoices } from '#client/data/link-choices.ts'
import type { SaveResult } from '#client/data/save.ts'
import { useEntryWarnings } from '#client/data/entry-warnings.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { BroughtBack } from '#client/ui/brought-back.tsx'
import { ErrorSummary } from '#client/ui/error-summary.tsx'
import { SaveBar } from '#client/ui/save-bar.tsx'
import { useForm } from '../use-form.ts'
import { Warnings } from '../warnings.tsx'
import { CountFields } from './count-fields.tsx'
import { DetailFields } from './detail-fields.tsx'
import { fieldId } from './form-part.ts'
import { MoreFields } from './more-fields.tsx'
import { PresetSets } from './preset-sets.tsx'
import type { SessionDraft } from './session-draft.ts'
import { isSameForm, type SessionForm } from './session-form.ts'
import { savesInWords } from './session-form-words.ts'
import { MORE_FIELDS } from './session-more.ts'
import { checkForm, type ProblemField } from './session-problems.ts'
import type { SessionSettings } from './session-settings.ts'

interface SessionEditorProps {
  /** The form before anything was typed. */
  readonly blank: SessionForm
  /** The form as the last session of the kind filled it; left out where that says nothing. */
  readonly again?: SessionForm | null
  readonly draft: SessionDraft | null
  readonly draftKey: string
  readonly seen: SessionDraft['seen']
  readonly settings: SessionSettings
  readonly scope: string
  /** Words a note may hold without being taken for a person’s name. */
  readonly ordinary: string
  /** People other tablets counted for the same session. */
  readonly elsewhere: number
  /** The session that saving the form now would make. */
  readonly bodyOf: (form: SessionForm, day: LocalDate) => WrittenSession
  /** The entry's own id; null while it is new. */
  readonly entryId: string | null
  readonly save: (body: WrittenSession) => Promise<SaveResult>
  readonly onSaved: (id: string) => void
}

/** The form does not wait for the lists behind what is folded away. */
const NO_LINKS: LinkChoices = new Map()

/** The session form, for logging and for correcting. Looks at what was typed only when it is submitted. */
export function SessionEditor(props: SessionEditorProps) {
  const { blank, draft, draftKey, seen, settings, scope, ordinary, elsewhere, onSaved } = props
  const { bodyOf, entryId, save, again = null } = props
  const today = useTablet().clock.today()
  const links = useLinkChoices(MORE_FIELDS, scope) ?? NO_LINKS
  const { form, put, submit, attempt, problems, failure, errorOf, isSaving, isUnkept } = useForm<
    SessionForm,
    ProblemField
  >({
    blank,
    draft: draft?.form ?? null,
    draftKey,
    seen,
    isSame: isSameForm,
    check: (typed) => {
      const checked = checkForm(typed, settings)
      return checked.ok ? { ok: true, save: () => save(bodyOf(typed, checked.day)) } : checked
    },
    onSaved,
  })
  const checked = checkForm(form, settings)
  const warnings = useEntryWarnings(
    checked.ok
      ? {
          kind: 'event-session',
          scope,
          body: bodyOf(form, checked.day),
          ownId: entryId,
          ordinary: `${form.title} ${ordinary}`,
        }
      : null,
  )
  const summary =
    failure === null
      ? problems.map(({ field, message }) => ({ fieldId: fieldId(field), message }))
      : [{ message: failure }]
  const part = {
    form,
    change: (changes: Partial<SessionForm>) => put({ ...form, ...changes }),
    errorOf,
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      <ErrorSummary problems={summary} attempt={attempt} />
      {draft !== null && <BroughtBack draft={draft.form} blank={blank} put={put} />}
      {again !== null && isSameForm(form, blank) && !isSameForm(again, blank) && (
        <div>
          <button type="button" className="button" onClick={() => put(again)}>
            Same as last time: {[again.title, again.startTime].filter((part) => part !== '').join(', ')}
          </button>
        </div>
      )}
      <div className="columns">
        <CountFields {...part} elsewhere={elsewhere} />
        <DetailFields {...part} today={today} ordinary={ordinary} />
      </div>
      <MoreFields {...part} today={today} links={links} ordinary={ordinary} />
      <PresetSets {...part} settings={settings} />
      <Warnings
        kind="event-session"
        warnings={warnings}
        onNotDouble={(ids) =>
          part.change({ more: { ...form.more, notDoubleIds: [...typedIds(form), ...ids] } })
        }
      />
      <SaveBar saves={savesInWords(form, elsewhere)} isSaving={isSaving} isUnkept={isUnkept} />
    </form>
  )
}

/** The sessions that somebody has said this is not the same as. */
function typedIds({ more }: SessionForm): readonly string[] {
  const ids = more['notDoubleIds']
  return Array.isArray(ids) ? ids : []
}
