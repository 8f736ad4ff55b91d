import type { FormEvent } from 'react'
import type { Moment, PadEvent, PadState } from '#domain/records/counting-pad.ts'
import { roundTotal } from '#domain/records/counting-pad.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { TextField } from '#client/ui/field.tsx'
import { Fold } from '#client/ui/fold.tsx'
import { RadioChips } from '#client/ui/radio-chips.tsx'

interface PadMoreProps {
  readonly padId: string
  readonly state: PadState
  readonly isByAge: boolean
  readonly onSplit: (isByAge: boolean) => void
  readonly onEvent: (event: PadEvent) => void
}

const MOMENT_CHOICES: readonly { readonly value: Moment | 'all'; readonly label: string }[] = [
  { value: 'all', label: 'Everyone who comes in' },
  { value: 'start', label: 'Heads at the start' },
  { value: 'middle', label: 'Heads half-way' },
  { value: 'end', label: 'Heads at the end' },
]

/** What changes how a pad counts: by age, at which moment, in which part of the building, and by whom. */
export function PadMore({ padId, state, isByAge, onSplit, onEvent }: PadMoreProps) {
  const { moment } = state.current
  return (
    <>
      <p className="row row-tight">
        <button type="button" className="button" aria-pressed={isByAge} onClick={() => onSplit(!isByAge)}>
          By age
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={state.isPaused}
          onClick={() => onEvent({ what: state.isPaused ? 'resume' : 'pause' })}
        >
          {state.isPaused ? 'Go on' : 'Pause'}
        </button>
        <button type="button" className="button" onClick={() => onEvent({ what: 'zero' })}>
          Nobody here
        </button>
      </p>
      <Fold
        summary="Heads at moments, parts of the building, hand over"
        startsOpen={moment !== null || state.current.area !== null}
        isNeeded={false}
      >
        {() => (
          <>
            <RadioChips
              legend="What you count"
              value={moment ?? 'all'}
              choices={moment === null ? MOMENT_CHOICES : MOMENT_CHOICES.slice(1)}
              hint="Of heads counted at several moments, the highest is the attendance; all are kept."
              onChange={(chosen) => {
                if (chosen !== 'all') onEvent({ what: 'moment', moment: chosen })
              }}
            />
            <Areas padId={padId} state={state} onEvent={onEvent} />
            <NameForm
              draftKey={`typed/hand-over/${padId}`}
              label="Hand over to"
              button="Hand over"
              onName={(to) => onEvent({ what: 'hand-over', to })}
            />
          </>
        )}
      </Fold>
    </>
  )
}

function Areas({ padId, state, onEvent }: Pick<PadMoreProps, 'padId' | 'state' | 'onEvent'>) {
  const areas = state.rounds.filter(({ area, moment }) => area !== null && moment === state.current.moment)
  return (
    <div className="stack stack-tight">
      <NameForm
        draftKey={`typed/area/${padId}`}
        label="Part of the building"
        button="Count here"
        onName={(name) => onEvent({ what: 'area', name })}
      />
      {areas.length > 0 && (
        <ul className="plain-list">
          {areas.map((round) => (
            <li key={round.area} className="row row-tight">
              <button
                type="button"
                className="button"
                aria-pressed={round === state.current}
                onClick={() => onEvent({ what: 'area', name: round.area ?? '' })}
              >
                {round.area}: {round.isCounted ? roundTotal(round) : 'not counted yet'}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function NameForm({
  draftKey,
  label,
  button,
  onName,
}: {
  draftKey: string
  label: string
  button: string
  onName: (name: string) => void
}) {
  const { typed, put, forget } = useFormDraft(draftKey)
  const name = typed?.['name'] ?? ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '') return
    onName(name.trim())
    void forget()
  }
  return (
    <form className="row row-tight pad-name" noValidate onSubmit={submit}>
      <TextField label={label} value={name} maxLength={60} onChange={(next) => put({ name: next })} />
      <button type="submit" className="button">
        {button}
      </button>
    </form>
  )
}
