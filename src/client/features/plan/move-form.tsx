import { type FormEvent, useEffect, useRef, useState } from 'react'
import { BOARD_COLUMNS, type MoveCheck, moveAction } from '#domain/plan/quarter-board.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { readQuarterChoice } from '#domain/plan/plan-filter.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { columnInWords, type Moving } from './board-words.ts'
import { SaveFailed } from './plan-parts.tsx'
import { useChangeAction } from './use-change-action.ts'

interface MoveFormProps {
  readonly moving: Moving
  readonly action: PlanAction
  onClose(): void
}

/** Where an action goes and why, wherever the move began: by drag, or by its button. */
export function MoveForm({ moving, action, onClose }: MoveFormProps) {
  const tablet = useTablet()
  const { failure, change } = useChangeAction(moving.id)
  const { typed = {}, put, forget } = useFormDraft(`typed/move/${moving.id}`)
  const { to = moving.to ?? '', reason = '' } = typed
  const [problem, setProblem] = useState<Extract<MoveCheck, { ok: false }> | null>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // The button that opened it is gone, and the focus with it.
    form.current?.querySelector('select')?.focus()
  }, [])
  const problemOf = (field: 'to' | 'reason') => (problem?.field === field ? problem.words : undefined)
  const move = async (): Promise<void> => {
    const asked = {
      from: moving.from,
      to: readQuarterChoice(to) ?? moving.from,
      reason,
      by: tablet.actor.name,
      on: tablet.clock.today(),
    }
    const checked = moveAction(action, asked)
    setProblem(checked.ok ? null : checked)
    if (!checked.ok) return
    // What is on disk may have moved meanwhile: it is moved from where it stands.
    const moved = (now: PlanAction): PlanAction => {
      const again = moveAction(now, asked)
      return again.ok ? again.action : now
    }
    if (await change(moved, `Moved to ${columnInWords(asked.to)}.`)) await leave()
  }
  const leave = async (): Promise<void> => {
    await forget()
    onClose()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void move()
  }
  return (
    <form ref={form} className="stack no-print" aria-label="Move the action" onSubmit={onSubmit}>
      <SelectField
        label="Move to"
        value={to}
        error={problemOf('to')}
        choices={[
          { value: '', label: 'Choose' },
          ...BOARD_COLUMNS.filter((column) => column !== moving.from).map((column) => ({
            value: column,
            label: columnInWords(column),
          })),
        ]}
        onChange={(next) => put({ ...typed, to: next })}
      />
      <TextField
        label="Why"
        value={reason}
        error={problemOf('reason')}
        onChange={(next) => put({ ...typed, reason: next })}
      />
      <SaveFailed words={failure} />
      <div className="row">
        <button type="submit" className="button button-go">
          Move it
        </button>
        <button type="button" className="button" onClick={() => void leave()}>
          Leave it there
        </button>
      </div>
    </form>
  )
}
