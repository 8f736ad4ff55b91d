import { addDays, dayInWords, type LocalDate } from '../time/local-date.ts'
import type { MergePlan } from './merge-sites.ts'

interface Told {
  readonly from: string
  readonly into: string
  readonly lastDay: LocalDate
  readonly today: LocalDate
}

/** What a merge of sites will do, sentence by sentence. */
export function mergeInWords(
  plan: Pick<MergePlan, 'made' | 'changed'>,
  { from, into, lastDay, today }: Told,
): readonly string[] {
  const next = dayInWords(addDays(lastDay, 1), today)
  const last = dayInWords(lastDay, today)
  const series = plan.made.flatMap((one) => (one.kind === 'series' ? [one.body.title] : []))
  const volunteers = plan.made.flatMap((one) => (one.kind === 'volunteer' ? [one.body.code] : []))
  const isChanged = (kind: string): boolean => plan.changed.some((one) => one.kind === kind)
  const named = plan.changed.flatMap((one) =>
    one.kind === 'school' || one.kind === 'registration-office' ? [one.body.name] : [],
  )
  return [
    `Everything logged at ${from} stays there under its name, is found there as before, and counts there up to ${last}.`,
    `From ${next} on, what is still logged for ${from} counts at ${into}. The county’s figures are the same either way.`,
    `${from} is no longer offered for logging. Its tablets can still send what waits on them, and log what was before.`,
    ...(series.length === 0 ? [] : [`These series go on at ${into}: ${inWords(series)}.`]),
    ...(volunteers.length === 0
      ? []
      : [
          `These volunteers go along under their codes: ${inWords(volunteers)}. What they are called stays with ${from}.`,
        ]),
    ...(isChanged('access-profile') ? [`The opening hours of ${from} end with ${last}.`] : []),
    ...(named.length === 0 ? [] : [`${inWords(named)} will have ${into} as the nearest library.`]),
    `Agreements stay where they were signed and count at ${into}. Targets stay: look at those of ${into} again.`,
  ]
}

/** How many may be named one by one. */
const FEW = 6

function inWords(names: readonly string[]): string {
  if (names.length <= FEW) return names.join(', ')
  return `${names.slice(0, FEW).join(', ')} and ${names.length - FEW} more`
}
