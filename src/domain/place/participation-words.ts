import { type AttendanceByAge, peopleIn, type ReachBand } from './attendance-by-age.ts'
import type { Participation } from './participation.ts'
import { percentInWords } from './profile-words.ts'

export const REACH_BAND_WORDS: Readonly<Record<ReachBand, string>> = {
  '0-4': 'Under 5',
  '5-11': '5 to 11',
  '12-17': '12 to 17',
  '18+': '18 and over',
}

const IN_A_SENTENCE: Readonly<Record<ReachBand, string>> = {
  '0-4': 'Children under 5',
  '5-11': 'Children of 5 to 11',
  '12-17': 'Young people of 12 to 17',
  '18+': 'Adults',
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** "2.4 times", "0.3 times"; an index of nothing is "none". */
export function indexInWords(index: number | null): string {
  return index === null ? 'No figure' : tenths.format(index)
}

/** "0.8 to 3.1"; nothing where there is no index. */
export function intervalInWords({ interval }: Pick<Participation, 'interval'>): string {
  return interval === null ? 'No figure' : `${tenths.format(interval.low)} to ${tenths.format(interval.high)}`
}

export function perThousandInWords({ perThousand }: Pick<Participation, 'perThousand'>): string {
  if (perThousand === null) return 'No figure'
  return perThousand > 0 && perThousand < 10 ? tenths.format(perThousand) : whole.format(perThousand)
}

/** What an age's figures say, as a colleague would put it, with how sure that is. */
export function participationSentence(one: Participation): string {
  const who = IN_A_SENTENCE[one.band]
  const { index, interval, shareOfAttendance, shareOfResidents } = one
  if (index === null || interval === null || shareOfAttendance === null || shareOfResidents === null) {
    return `${who}: nothing can be said, because ${whyUnknown(one)}.`
  }
  const shares = `${percentInWords(100 * shareOfAttendance)} of attendances with an age, ${percentInWords(
    100 * shareOfResidents,
  )} of residents`
  switch (one.verdict) {
    case 'more':
      return `${who} come more than their share: ${shares}.`
    case 'less':
      return `${who} come less than their share: ${shares}.`
    case 'unclear':
      return `${who}: ${shares}. Too few sessions to say whether that is more or less than their share.`
    case 'unknown':
      return `${who}: nothing can be said.`
  }
}

function whyUnknown({ shareOfAttendance }: Participation): string {
  return shareOfAttendance === null
    ? 'no attendance here has an age yet'
    : 'the data has no residents of this age for this area'
}

/** How much of the attendance the figures stand on. */
export function splitSentence(attendance: AttendanceByAge): string {
  const { all, split, byAudience, sessions, notCounted } = attendance
  const uncounted = notCounted === 0 ? '' : ` ${notCounted} of ${sessions} sessions have no number.`
  if (all === 0) return `No attendance has been recorded in this time.${uncounted}`
  const byAge = `${percentInWords((100 * split) / all)} of ${whole.format(all)} attendances were counted by age`
  const assigned =
    byAudience === 0
      ? ''
      : `, ${percentInWords((100 * byAudience) / all)} are given the age their session was for`
  const rest = all - peopleIn(attendance.byBand)
  const without =
    rest === 0 ? '.' : `, and ${percentInWords((100 * rest) / all)} have no age and are left out.`
  return `${byAge}${assigned}${without}${uncounted}`
}
