import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import {
  MANY,
  choice,
  count,
  day,
  hint,
  note,
  orBlank,
  tenths,
  when,
  usual,
} from '../fields/kinds-of-field.ts'
import type { InferOutput } from 'valibot'

/** People who came in over a period, counted at the door or scaled up from weeks that were. */
export const doorVisits = defineEntry({
  kind: 'door-visits',
  label: 'Visits through the door',
  plural: 'Visits through the door',
  words: 'footfall people counter visitors gate',
  offered: 'log',
  home: 'site',
  fields: {
    fromDay: day('From'),
    untilDay: day('Until'),
    visits: hint('As counted, before any multiplying.', count('Visits counted', 'visits', MANY)),
    method: usual(
      choice('How counted', {
        automatic: 'Automatic counter',
        manual: 'By hand',
        sampled: 'Sample weeks, multiplied',
      }),
    ),
    sampleWeeks: usual(when('method', ['sampled'], orBlank(count('Weeks sampled', 'weeks', 52)))),
    multiplierTenths: usual(
      when(
        'method',
        ['sampled'],
        hint('Four two-week samples are times 6.5.', orBlank(tenths('Multiplied by', 'times'))),
      ),
    ),
    purpose: usual(
      choice('Who is in it', {
        library: 'Library visits',
        'non-library': 'Visits to others in the building',
        both: 'Both together',
      }),
    ),
    unstaffedVisits: orBlank(count('Of them in unstaffed hours', 'visits', MANY)),
    note: note(),
  },
  titled: ['method', 'purpose'],
  figure: 'visits',
  policies: { note: 'append' },
  day: (body) => body.fromDay,
  example: {
    fromDay: localDate('2026-10-05'),
    untilDay: localDate('2026-10-18'),
    visits: 612,
    method: 'sampled',
    sampleWeeks: 2,
    multiplierTenths: 65,
    purpose: 'library',
    unstaffedVisits: 40,
    note: 'Counter mended on the 6th',
  },
  upgrades: [],
})
type DoorVisits = InferOutput<typeof doorVisits.body>

/** Visits an entry stands for: those counted, or the sample scaled up. Null where a sample has no multiplier. */
export function visitsStoodFor(
  entry: Pick<DoorVisits, 'visits' | 'method' | 'multiplierTenths'>,
): number | null {
  if (entry.method !== 'sampled') return entry.visits
  return entry.multiplierTenths === null ? null : Math.round((entry.visits * entry.multiplierTenths) / 10)
}
