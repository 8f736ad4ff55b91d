const TIME_ZONE = 'Europe/London'

const clockFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
})

const DAY_MS = 24 * 60 * 60 * 1000

/** The time of day of a moment, "14:02". */
export function timeInWords(atMs: number): string {
  return clockFormat.format(new Date(atMs))
}

/** A moment as a colleague would say it: "14:02", "yesterday 16:40", "Tue 14 Oct 09:15". */
export function momentInWords(atMs: number, nowMs: number): string {
  const time = timeInWords(atMs)
  const day = dayFormat.format(new Date(atMs)).replace(',', '')
  const is = (ms: number): boolean => dayFormat.format(new Date(ms)).replace(',', '') === day
  if (Math.abs(nowMs - atMs) < 2 * DAY_MS) {
    if (is(nowMs)) return time
    if (is(nowMs - DAY_MS)) return `yesterday ${time}`
  }
  return `${day} ${time}`
}

/** How long ago, roughly: "less than a minute", "5 minutes", "3 hours", "2 days". */
export function ageInWords(atMs: number, nowMs: number): string {
  const minutes = Math.floor(Math.max(0, nowMs - atMs) / 60_000)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 60) return plural(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day')
}

function plural(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`
}
