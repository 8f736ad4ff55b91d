import type { AreaUnit } from './area-file.ts'
import { type ComparedAreas, readingOf, yardstick } from './compare-profiles.ts'
import { type Ages, shareAged } from './people-by-age.ts'
import type { CommunityProfile, ProfileFigure } from './profile-records.ts'

type NamedFigure = { readonly body: ProfileFigure }
export type FigureUnit = ProfileFigure['unit'] | AreaUnit

/** What stands where the data has nothing to show. */
export const NO_FIGURE = 'No figure'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const twoDecimals = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A share as it is printed, "12.4 %"; the space does not break. */
export function percentInWords(share: number): string {
  return `${oneDecimal.format(share)}\u00a0%`
}

const NUMBER_IN_WORDS: Readonly<Record<FigureUnit, (value: number) => string>> = {
  people: (value) => whole.format(value),
  households: (value) => whole.format(value),
  areas: (value) => whole.format(value),
  postcodes: (value) => whole.format(value),
  rank: (value) => whole.format(value),
  percent: percentInWords,
  score: (value) => twoDecimals.format(value),
  // A decile of one area is whole; only a mean of several has decimals.
  decile: (value) => (Number.isInteger(value) ? whole : twoDecimals).format(value),
  km: (value) => `${oneDecimal.format(value)}\u00a0km`,
  text: String,
}

/** A value of a figure in British English, with its unit where the label does not say it. */
export function valueInWords(value: number | string | null, unit: FigureUnit): string {
  if (value === null) return NO_FIGURE
  return typeof value === 'string' ? value : NUMBER_IN_WORDS[unit](value)
}

/** How a figure was obtained, in words for a table. */
export const BASIS_IN_WORDS: Readonly<Record<ProfileFigure['basis'], string>> = {
  published: 'Published',
  derived: 'Added up',
  estimated: 'Estimated',
}

/** What an area that another is compared with is called in the middle of a sentence. */
export function areaInWords(area: CommunityProfile): string {
  switch (area.areaType) {
    case 'catchment':
      return `${area.areaName}’s community`
    case 'country':
    case 'district':
      return area.areaName
    case 'county':
      return 'the county'
  }
}

/** The ages worth a sentence: they are those of the national return and of the plan's older readers. */
const AGES_IN_SENTENCES: readonly { readonly ages: Ages; readonly words: string }[] = [
  { ages: { from: 0, to: 11 }, words: 'of people here are under 12' },
  { ages: { from: 12, to: 17 }, words: 'of people here are 12 to 17' },
  { ages: { from: 65, to: null }, words: 'of people here are 65 or over' },
]

/**
 * An area in plain sentences, such as "12.4 % of people here are under 12; the county has 13.5 %."
 * Sentences whose figure the data lacks are left out; the tables say what is missing.
 */
export function profileSentences(
  figures: readonly NamedFigure[],
  areas: ComparedAreas,
  other: CommunityProfile | null = yardstick(areas),
): readonly string[] {
  const ages = AGES_IN_SENTENCES.flatMap((sentence) => {
    const share = shareAged(figures, areas.here, sentence.ages)
    const otherShare = other === null ? null : shareAged(figures, other, sentence.ages)
    return share === null ? [] : [compared(share, sentence.words, other, otherShare)]
  })
  const others = figures
    .toSorted((a, b) => a.body.order - b.body.order)
    .flatMap(({ body: figure }) => {
      const { share } = readingOf(figure, areas.here)
      if (figure.sentence === null || share === null) return []
      return [compared(share, figure.sentence, other, other === null ? null : readingOf(figure, other).share)]
    })
  return [...ages, ...others]
}

function compared(
  share: number,
  words: string,
  other: CommunityProfile | null,
  otherShare: number | null,
): string {
  const start = `${percentInWords(share)} ${words}`
  if (other === null || otherShare === null) return `${start}.`
  return `${start}; ${areaInWords(other)} has ${percentInWords(otherShare)}.`
}
