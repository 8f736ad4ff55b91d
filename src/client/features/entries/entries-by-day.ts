import type { LocalDate } from '#domain/time/local-date.ts'

interface OfADay {
  readonly day: LocalDate | null
}

/** Groups entries that already stand in the order of their days. */
export function entriesByDay<Entry extends OfADay>(
  entries: readonly Entry[],
): readonly { readonly day: LocalDate | null; readonly entries: readonly Entry[] }[] {
  const groups: { day: LocalDate | null; entries: Entry[] }[] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last !== undefined && last.day === entry.day) last.entries.push(entry)
    else groups.push({ day: entry.day, entries: [entry] })
  }
  return groups
}
