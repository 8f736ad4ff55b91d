import type { KeyboardEvent } from 'react'
import { Link } from 'react-router'
import type { LocalDate } from '#domain/time/local-date.ts'
import { entryPath } from '#domain/records/link-key.ts'
import type { PlannedSlot } from '#client/data/week.ts'
import type { WeekTyping } from './use-week-typing.ts'
import { editableNumber, loggedInWords, slotInWords, wantsFilling } from './week-words.ts'

interface SlotCellProps {
  readonly slot: PlannedSlot
  readonly today: LocalDate
  readonly typing: WeekTyping
  readonly onMore: (slot: PlannedSlot) => void
}

/** One time of the week: it wants one number, and Enter goes to the next. */
export function SlotCell({ slot, today, typing, onMore }: SlotCellProps) {
  const name = slotInWords(slot, today)
  const logged = loggedInWords(slot)
  const isTyped = logged === null || editableNumber(slot) !== null
  const error = typing.errorOf(slot)
  const [entry] = slot.entries
  return (
    <div className={wantsFilling(slot, today) ? 'slot slot-wanted' : 'slot'}>
      {isTyped ? (
        <SlotInput
          {...{ slot, typing, name, error }}
          placeholder={placeholderOf(logged, wantsFilling(slot, today))}
        />
      ) : (
        <Link className="slot-said" to={slot.entries.length === 1 ? entryPath(entry?.id ?? '') : '/entries'}>
          {logged}
        </Link>
      )}
      <button
        type="button"
        className="slot-more"
        aria-label={`More for ${name}`}
        onClick={() => onMore(slot)}
      >
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
          <g fill="currentColor">
            <circle cx="5" cy="12" r="2" />
            <circle cx="12" cy="12" r="2" />
            <circle cx="19" cy="12" r="2" />
          </g>
        </svg>
      </button>
      {error !== undefined && (
        <p className="field-error slot-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

/** A time that wants its number shows a plus, one that was held and not counted a dash. */
function placeholderOf(logged: string | null, isWanted: boolean): string {
  if (logged !== null) return logged === 'not counted' ? '–' : ''
  return isWanted ? '+' : ''
}

interface SlotInputProps {
  readonly slot: PlannedSlot
  readonly typing: WeekTyping
  readonly name: string
  readonly error: string | undefined
  readonly placeholder: string
}

function SlotInput({ slot, typing, name, error, placeholder }: SlotInputProps) {
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') return typing.forget(slot)
    if (event.key !== 'Enter') return
    event.preventDefault()
    typing.commit(slot)
    nextCell(event.currentTarget, event.shiftKey ? -1 : 1)?.focus()
  }
  return (
    <input
      className="slot-input"
      type="text"
      inputMode="numeric"
      pattern="[0-9]*"
      autoComplete="off"
      enterKeyHint="next"
      aria-label={`${name}: how many came?`}
      aria-invalid={error === undefined ? undefined : true}
      placeholder={placeholder}
      value={typing.textOf(slot)}
      onChange={(event) => typing.type(slot, event.currentTarget.value)}
      onKeyDown={onKey}
      onBlur={() => typing.commit(slot)}
      onFocus={(event) => event.currentTarget.select()}
    />
  )
}

/** The cell after this one in the order they stand on the screen; past the last one the focus stays. */
function nextCell(input: HTMLInputElement, step: 1 | -1): HTMLInputElement | undefined {
  const week = input.closest('[data-week]')
  const cells = [...(week?.querySelectorAll<HTMLInputElement>('.slot-input') ?? [])]
  return cells[cells.indexOf(input) + step]
}
