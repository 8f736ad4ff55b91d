import { useEffect, useRef } from 'react'
import type { Field, FieldSet } from '#domain/records/fields/field.ts'
import { fieldsAsked, mayBeBlank, readForm, type TypedForm } from '#domain/records/fields/typed-value.ts'
import type { Body } from '#domain/records/registry.ts'
import type { LinkChoices } from '#client/data/link-choices.ts'
import type { SaveResult } from '#client/data/save.ts'
import { useEntryWarnings } from '#client/data/entry-warnings.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { BroughtBack } from '#client/ui/brought-back.tsx'
import { ErrorSummary } from '#client/ui/error-summary.tsx'
import { Fold } from '#client/ui/fold.tsx'
import { SaveBar } from '#client/ui/save-bar.tsx'
import { FieldHelp } from '../field-help.tsx'
import { FieldInput } from '../field-input.tsx'
import { RoundTicks } from '../round/round-ticks.tsx'
import { useForm } from '../use-form.ts'
import { Warnings } from '../warnings.tsx'
import type { RecordDraft } from './record-draft.ts'

interface RecordFormProps {
  readonly kind: string
  readonly fields: FieldSet
  /** The form before anything was typed. */
  readonly blank: TypedForm
  readonly draft: RecordDraft | null
  readonly draftKey: string
  readonly seen: RecordDraft['seen']
  readonly links: LinkChoices
  readonly scope: string
  /** Words a note may hold without being taken for a person’s name. */
  readonly ordinary: string
  /** The entry's own id; null while it is new. */
  readonly entryId: string | null
  readonly save: (body: Body) => Promise<SaveResult>
  readonly onSaved: (id: string) => void
}

type NamedField = readonly [name: string, field: Field]

const idOf = (name: string): string => `field-${name}`
const SAVES = 'What is left blank is not counted, which is not the same as 0.'
/** With fewer fields than this, there is nothing to put away. */
const FEW = 3

/** The form of a kind nobody has crafted one for, from its own fields. Looks at what was typed only when it is submitted. */
export function RecordForm(props: RecordFormProps) {
  const { kind, fields, blank, draft, draftKey, seen, links, scope, ordinary, entryId, save, onSaved } = props
  const today = useTablet().clock.today()
  const state = useForm({
    blank,
    draft: draft?.form ?? null,
    draftKey,
    seen,
    isSame: isSameTyped,
    check: (typed) => {
      const typedBody = readForm(fields, typed, seen?.body)
      return typedBody.ok ? { ok: true, save: () => save(typedBody.body) } : typedBody
    },
    onSaved,
  })
  const { form, put, problems } = state
  const read = readForm(fields, form, seen?.body)
  const warnings = useEntryWarnings(
    read.ok ? { kind, scope, body: read.body, ownId: entryId, ordinary } : null,
  )
  const { needed, more } = partedFields(fieldsAsked(fields, form))
  useFirstBlank(needed, form)
  const input = ([name, field]: NamedField) => (
    <FieldInput
      key={name}
      id={idOf(name)}
      field={field}
      value={form[name] ?? ''}
      error={state.errorOf(name)}
      today={today}
      links={links}
      ordinary={ordinary}
      help={<FieldHelp kind={kind} field={name} label={field.label} />}
      onChange={(value) => put({ ...form, [name]: value })}
    />
  )
  const hasProblem = more.some(([name]) => state.errorOf(name) !== undefined)
  const summary =
    state.failure === null
      ? problems.map(({ field, message }) => ({ fieldId: idOf(field), message }))
      : [{ message: `${state.failure}${lookAt(fields, state.failedFields)}` }]
  return (
    <form className="form" noValidate onSubmit={state.submit}>
      <ErrorSummary problems={summary} attempt={state.attempt} />
      {draft !== null && <BroughtBack draft={draft.form} blank={blank} put={put} />}
      {kind === 'home-library-round' && <RoundTicks form={form} put={put} />}
      <div className="sheet stack stack-wide">{needed.map(input)}</div>
      {more.length > 0 && (
        <Fold
          summary="More to say, all of it optional"
          startsOpen={needed.length < FEW || more.some(([name]) => isFilled(form[name]))}
          isNeeded={hasProblem}
        >
          {() => more.map(input)}
        </Fold>
      )}
      <Warnings kind={kind} warnings={warnings} />
      <SaveBar saves={SAVES} isSaving={state.isSaving} isUnkept={state.isUnkept} />
    </form>
  )
}

function isSameTyped(left: TypedForm, right: TypedForm): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

/** What an entry needs, with what hangs on it, apart from what it may leave blank. */
function partedFields(asked: readonly NamedField[]): {
  readonly needed: readonly NamedField[]
  readonly more: readonly NamedField[]
} {
  const hangOn = new Set(asked.flatMap(([, field]) => field.when?.field ?? []))
  const isNeeded = ([name, field]: NamedField): boolean =>
    !mayBeBlank(field) || field.when !== undefined || field.isUsual === true || hangOn.has(name)
  return { needed: asked.filter(isNeeded), more: asked.filter((one) => !isNeeded(one)) }
}

function isFilled(value: TypedForm[string] | undefined): boolean {
  return typeof value === 'string' ? value !== '' : value !== undefined && Object.keys(value).length > 0
}

/** Typing can begin at once where the first thing that is not filled in is typed. */
function useFirstBlank(needed: readonly NamedField[], form: TypedForm): void {
  const first = needed.find(([name, field]) => field.control.type !== 'yes-no' && !isFilled(form[name]))
  const isTyped = first?.[1].control.type === 'count' || first?.[1].control.type === 'line'
  const wanted = useRef(isTyped ? first?.[0] : undefined)
  useEffect(() => {
    if (wanted.current !== undefined) document.getElementById(idOf(wanted.current))?.focus()
  }, [])
}

/** Says which fields do not fit, where that is known. */
function lookAt(fields: FieldSet, paths: readonly string[]): string {
  const labels = paths.flatMap((path) => fields[path.split('.')[0] ?? '']?.label ?? [])
  return labels.length === 0 ? '' : ` Look at: ${labels.join(', ')}.`
}
