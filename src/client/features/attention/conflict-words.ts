import type { Conflict } from '#domain/records/conflict.ts'
import { fieldInWords, valueInWords } from '#domain/records/fact-words.ts'
import type { RecordNames } from '#domain/records/record-names.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { VOID_PATH } from '#sync/merge.ts'

/** One thing that two people gave different values for. */
export interface Contested {
  readonly path: string
  readonly label: string
  readonly kept: unknown
  readonly lost: unknown
}

/** The fields of a conflict with a name each; two of the same name are told apart by a number. */
export function contestedFields({ fields, recordKind }: Conflict): readonly Contested[] {
  const seen = new Map<string, number>()
  return Object.entries(fields).map(([path, { kept, lost }]) => {
    const word = path === VOID_PATH ? 'In the figures' : fieldInWords(path, recordKind)
    const count = (seen.get(word) ?? 0) + 1
    seen.set(word, count)
    return { path, label: count === 1 ? word : `${word} ${count}`, kept, lost }
  })
}

export function contestedInWords(
  path: string,
  value: unknown,
  about: { kind: string; names: RecordNames; today: LocalDate },
): string {
  if (path === VOID_PATH) return value === true ? 'no, void' : 'yes'
  return valueInWords(path, value, about)
}

/** Who wrote the value on show; '' when nobody is known to have. */
export function keptBy({ fields }: Conflict): string {
  const people = new Set(Object.values(fields).map((field) => field.keptBy))
  return [...people].filter((name) => name !== '').join(' and ')
}

/** What happened, for whoever has to choose. */
export function whatHappened(conflict: Conflict, isOwn: boolean): string {
  const first = keptBy(conflict)
  const somebody = first === '' ? 'Somebody' : first
  return isOwn
    ? `${somebody} changed the same thing first, so that value is on show. Yours is kept here until somebody chooses.`
    : `${somebody} and ${conflict.by} changed the same thing without seeing each other. What came first is on show; both are kept until somebody chooses.`
}
