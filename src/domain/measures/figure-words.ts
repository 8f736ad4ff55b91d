import type { Figure } from './define-measure.ts'
import type { FigureValue } from './figure-value.ts'
import { type Shown, SUPPRESSED } from './suppression.ts'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const pounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
})

/** A figure as it is printed: "57.1 %", "£1,250", "9,870", "x" for what is hidden, "No figure" for what is not there. */
export function figureInWords(shown: Shown, unit: Figure['unit']): string {
  if (shown === null) return 'No figure'
  if (shown === SUPPRESSED) return SUPPRESSED
  if (unit === '£') return pounds.format(shown)
  const number = Number.isInteger(shown) ? whole.format(shown) : oneDecimal.format(shown)
  return unit === '%' ? `${number}\u00a0%` : number
}

/** What a figure counts, to stand after its number; nothing where the number says it already. */
export function unitInWords(unit: Figure['unit']): string {
  return unit === '%' || unit === '£' ? '' : unit
}

/**
 * What has to be known to trust a figure: "From 41 entries · 90 % counted, 10 % estimated · 2 without a number
 * · definition 1".
 */
export function honestyInWords(value: FigureValue, shown: Shown): string {
  const { entries, entriesOfAll, notCounted, obtained, definitionVersion, isCountHidden = false } = value
  // How many entries there are would say what the figure must not.
  if (shown === SUPPRESSED) return `Too few people to show · definition ${definitionVersion}`
  const most = Math.max(entries, entriesOfAll)
  const ways =
    obtained === null
      ? []
      : (['counted', 'sampled', 'estimated'] as const)
          .filter((way) => obtained[way] > 0)
          .map((way) => `${whole.format(obtained[way])}\u00a0% ${way}`)
  return [
    ...(isCountHidden
      ? ['The number of entries is not told']
      : [most === 0 ? 'From no entries' : `From ${whole.format(most)} ${most === 1 ? 'entry' : 'entries'}`]),
    ...(ways.length === 0 ? [] : [ways.join(', ')]),
    ...(notCounted === 0 ? [] : [`${whole.format(notCounted)} without a number`]),
    `definition ${definitionVersion}`,
  ].join(' · ')
}
