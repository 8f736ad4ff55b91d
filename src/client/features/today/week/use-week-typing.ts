import { useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import { weekDraftKey } from '#domain/records/link-key.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { useDraftKeeper, useStoredDraft } from '#client/data/draft-keeper.ts'
import type { SaveResult } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { type PlannedSlot, saveSlot, type SlotAnswer } from '#client/data/week.ts'
import { useAfterPress } from '#client/ui/after-press.ts'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { editableNumber, slotInWords } from './week-words.ts'

/** Texts by the slot they stand in. */
const cellsSchema = v.record(v.string(), v.string())
type Cells = v.InferOutput<typeof cellsSchema>

const NOTHING: Cells = {}

export interface WeekTyping {
  /** What stands in a cell, as typed or as logged. */
  readonly textOf: (slot: PlannedSlot) => string
  /** What is wrong with it, or why it was not saved. */
  readonly errorOf: (slot: PlannedSlot) => string | undefined
  readonly type: (slot: PlannedSlot, text: string) => void
  /** Saves what was typed, if it is a number and another than before. */
  readonly commit: (slot: PlannedSlot) => void
  /** Saves what was chosen instead of a number. */
  readonly answer: (slot: PlannedSlot, answer: SlotAnswer, said: string) => Promise<SaveResult>
  /** Takes back what was typed and not saved. */
  readonly forget: (slot: PlannedSlot) => void
}

const NO_NUMBER = 'Use a whole number, such as 14.'

const without = (cells: Cells, key: string): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([other]) => other !== key))

/**
 * What is typed into a week. It is on disk half a second later, saved with Enter or on leaving a cell, and
 * stays in its cell whatever goes wrong.
 *
 * @returns `undefined` until what was left typed last time is read
 */
export function useWeekTyping(scope: string, monday: LocalDate): WeekTyping | undefined {
  const tablet = useTablet()
  const announce = useAnnounce()
  const draftKey = weekDraftKey(scope, monday)
  const stored = useStoredDraft(draftKey, cellsSchema)
  const keeper = useDraftKeeper<Cells>(draftKey, () => undefined)
  const [changed, setChanged] = useState<Cells>()
  const [errors, setErrors] = useState<Cells>(NOTHING)
  const afterPress = useAfterPress()
  // What was saved stands in its cell until the week has been read again.
  const [saved, setSaved] = useState<Cells>(NOTHING)
  const underWay = useRef(new Set<string>())
  useEffect(() => {
    if (changed !== undefined) keeper.keep(Object.keys(changed).length === 0 ? null : changed)
  }, [keeper, changed])
  if (stored === undefined) return undefined

  const update = (change: (cells: Cells) => Cells): void =>
    setChanged((before) => change(before ?? stored ?? NOTHING))
  const cells = changed ?? stored ?? NOTHING
  const showError = (slot: PlannedSlot, error: string | null): void =>
    afterPress(() =>
      setErrors((others) => (error === null ? without(others, slot.key) : { ...others, [slot.key]: error })),
    )
  const save = async (slot: PlannedSlot, answer: SlotAnswer, said: string): Promise<SaveResult> => {
    const result = await saveSlot(tablet, scope, slot, answer)
    showError(slot, result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    if (result.ok) announce(`Saved on this tablet: ${slotInWords(slot, tablet.clock.today())}, ${said}`)
    return result
  }
  const commitText = async (slot: PlannedSlot, text: string, people: number): Promise<void> => {
    underWay.current.add(slot.key)
    const result = await save(slot, answerOf(people), String(people))
    underWay.current.delete(slot.key)
    if (!result.ok) return
    setSaved((others) => ({ ...others, [slot.key]: String(people) }))
    // What was typed meanwhile stays.
    update((now) => (now[slot.key] === text ? without(now, slot.key) : now))
  }
  return {
    textOf: (slot) =>
      cells[slot.key] ??
      (slot.entries.length === 0 ? saved[slot.key] : undefined) ??
      editableNumber(slot) ??
      '',
    errorOf: (slot) => errors[slot.key],
    type: (slot, text) => update((now) => ({ ...now, [slot.key]: text })),
    forget: (slot) => {
      showError(slot, null)
      update((now) => without(now, slot.key))
    },
    answer: async (slot, answer, said) => {
      const result = await save(slot, answer, said)
      if (result.ok) update((now) => without(now, slot.key))
      return result
    },
    commit: (slot) => {
      const text = cells[slot.key]
      if (text === undefined || underWay.current.has(slot.key)) return
      const people = peopleTyped(text)
      if (people === undefined) {
        showError(slot, NO_NUMBER)
      } else if (people === null || String(people) === editableNumber(slot)) {
        update((now) => without(now, slot.key))
      } else {
        void commitText(slot, text, people)
      }
    },
  }
}

/** 0 people at a session is "nobody came". */
function answerOf(people: number): SlotAnswer {
  return people === 0
    ? { heldState: 'held-no-attendance', headcount: null }
    : { heldState: 'held', headcount: { split: 'none', total: people } }
}
