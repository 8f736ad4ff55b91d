import { type Area, type AreaFile, areaValue, libraryOf } from './area-file.ts'
import { percentInWords } from './profile-words.ts'

/** What a map can be shaded by. */
export const MAP_THEMES = [
  'deprivation',
  'children',
  'older',
  'languages',
  'no-car',
  'outreach',
  'reach',
] as const
export type MapTheme = (typeof MAP_THEMES)[number]

export const MAP_THEME_WORDS: Readonly<Record<MapTheme, string>> = {
  deprivation: 'Deprivation, 2025',
  children: 'Children under 16',
  older: 'People of 65 and over',
  languages: 'Main language is not English',
  'no-car': 'Households without a car',
  outreach: 'Our outreach contacts',
  reach: 'Our attendance',
}

export function readMapTheme(text: string | null): MapTheme {
  return MAP_THEMES.find((theme) => theme === text) ?? 'deprivation'
}

/** The figure of the file that a theme shows; null for the tablet’s own records. */
const THEME_FIGURES: Readonly<Record<MapTheme, string | null>> = {
  deprivation: 'imd2025_decile',
  children: 'age_0_15',
  older: 'age_65_plus',
  languages: 'main_language_not_english',
  'no-car': 'households_no_car_or_van',
  outreach: null,
  reach: null,
}

/** Where the figures of a theme come from, by the id of the source; null for the tablet’s own records. */
export function themeSourceId({ figures }: Pick<AreaFile, 'figures'>, theme: MapTheme): string | null {
  return figures.find(({ code }) => code === THEME_FIGURES[theme])?.sourceId ?? null
}

/** Figures of this tablet's own records that a map can show. */
export interface OwnFigures {
  /** Outreach contacts by neighbourhood code. */
  readonly outreachByArea: ReadonlyMap<string, number>
  /** Attendances per 1,000 residents by library; one that is not there is not known on this tablet. */
  readonly rateBySite: ReadonlyMap<string, number>
}

/** From 1, the least, to 5, the most; 0 where there is no figure. */
export type Step = 0 | 1 | 2 | 3 | 4 | 5
export const STEPS: readonly Step[] = [1, 2, 3, 4, 5]

export interface ShadedArea {
  readonly area: Area
  readonly libraryId: string
  readonly residents: number | null
  /** The figure in words: "decile 3", "18.2 %". */
  readonly words: string
  readonly step: Step
}

export interface Shading {
  readonly areas: readonly ShadedArea[]
  /** What each step stands for, in words, from the least to the most. */
  readonly legend: readonly { readonly step: Step; readonly words: string }[]
  /** True when some area has no figure. */
  readonly hasGaps: boolean
}

/** Lower ends of steps 2 to 5. */
type Cuts = readonly [number, number, number, number]

interface Theme {
  readonly valueOf: (area: Area) => number | null
  readonly cuts: Cuts
  readonly inWords: (value: number) => string
  readonly legend: readonly [string, string, string, string, string]
}

/** Shades areas by one theme, in steps that mean the same on every map of the county. */
export function shadeAreas(
  file: AreaFile,
  areas: readonly Area[],
  theme: MapTheme,
  own: OwnFigures,
): Shading {
  const { valueOf, cuts, inWords, legend } = themeOf(file, theme, own)
  const shaded = areas.map((area): ShadedArea => {
    const value = valueOf(area)
    return {
      area,
      libraryId: libraryOf(file, area),
      residents: areaValue(file, area, 'residents'),
      words: value === null ? 'No figure' : inWords(value),
      step: value === null ? 0 : stepOf(value, cuts),
    }
  })
  return {
    areas: shaded,
    legend: STEPS.map((step) => ({ step, words: legend[step - 1] ?? '' })),
    hasGaps: shaded.some(({ step }) => step === 0),
  }
}

function stepOf(value: number, cuts: Cuts): Step {
  // One of 1 to 5: each cut that is reached adds one.
  return (1 + cuts.filter((cut) => value >= cut).length) as Step
}

function themeOf(file: AreaFile, theme: MapTheme, own: OwnFigures): Theme {
  switch (theme) {
    case 'deprivation':
      return {
        // The most deprived areas have the lowest decile, and the darkest shade.
        valueOf: (area) => turned(areaValue(file, area, 'imd2025_decile')),
        cuts: [3, 5, 7, 9],
        inWords: (value) => `decile ${11 - value}`,
        legend: [
          'Deciles 9 and 10, the least deprived',
          'Deciles 7 and 8',
          'Deciles 5 and 6',
          'Deciles 3 and 4',
          'Deciles 1 and 2, the most deprived',
        ],
      }
    case 'children':
      return shareTheme(file, 'age_0_15', 'residents')
    case 'older':
      return shareTheme(file, 'age_65_plus', 'residents')
    case 'languages':
      return shareTheme(file, 'main_language_not_english', 'residents')
    case 'no-car':
      return shareTheme(file, 'households_no_car_or_van', 'households')
    case 'outreach':
      return {
        valueOf: ({ code }) => own.outreachByArea.get(code) ?? 0,
        cuts: [1, 10, 25, 50],
        inWords: (value) => `${value} ${value === 1 ? 'contact' : 'contacts'}`,
        legend: ['None logged', '1 to 9', '10 to 24', '25 to 49', '50 and more'],
      }
    case 'reach':
      return {
        valueOf: (area) => own.rateBySite.get(libraryOf(file, area)) ?? null,
        cuts: [50, 100, 200, 400],
        inWords: (value) => `${Math.round(value)} per 1,000`,
        legend: ['Under 50 per 1,000', '50 to 99', '100 to 199', '200 to 399', '400 and more'],
      }
  }
}

function turned(decile: number | null): number | null {
  return decile === null ? null : 11 - decile
}

/** A part of a whole in five steps, each with about a fifth of the county's neighbourhoods, cut at whole percentages. */
function shareTheme(file: AreaFile, part: string, whole: string): Theme {
  const valueOf = (area: Area): number | null => {
    const [some, all] = [areaValue(file, area, part), areaValue(file, area, whole)]
    return some === null || all === null || all === 0 ? null : (100 * some) / all
  }
  const sorted = file.areas.flatMap((area) => valueOf(area) ?? []).toSorted((a, b) => a - b)
  const cutAt = (fifth: number) => Math.round(sorted[Math.floor((sorted.length * fifth) / 5)] ?? 0)
  const [a, b, c, d] = [cutAt(1), cutAt(2), cutAt(3), cutAt(4)]
  return {
    valueOf,
    cuts: [a, b, c, d],
    inWords: percentInWords,
    legend: [`Under ${a} %`, `From ${a} %`, `From ${b} %`, `From ${c} %`, `${d} % and more`],
  }
}
