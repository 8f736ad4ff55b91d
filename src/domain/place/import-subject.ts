import type { AreaFile } from './area-file.ts'
import type { CommunityProfile, ProfileFigure } from './profile-records.ts'
import type { FigureUnit } from './profile-words.ts'

/** Something a row of a file can be about. */
export interface ImportPlace {
  readonly name: string
  /** What else a file may call it: a key, a code. */
  readonly otherNames: readonly string[]
  /** Parts add up to the whole; what is beside them is neither. */
  readonly role: 'part' | 'whole' | 'beside'
  readonly figures: Readonly<Record<string, number | string | null>>
}

export interface ImportFigure {
  readonly code: string
  readonly label: string
  /** The heading it stands under; blank for none. */
  readonly group: string
  readonly unit: FigureUnit
}

/** What a file of figures is about: what its rows may name, and what its columns may hold. */
export interface ImportSubject<Place extends ImportPlace = ImportPlace> {
  readonly part: { readonly one: string; readonly many: string }
  readonly places: readonly Place[]
  readonly figures: readonly ImportFigure[]
  /** Names under which a column usually says what a row is about, the surest first. */
  readonly nameColumns: readonly string[]
  /** Whether parts are held against the whole that is here where the file has no row for it. */
  readonly isWholeHeld: boolean
}

export interface ProfilePlace extends ImportPlace {
  readonly profile: CommunityProfile
}

const ROLES: Readonly<Record<CommunityProfile['areaType'], ImportPlace['role']>> = {
  catchment: 'part',
  county: 'whole',
  country: 'beside',
  district: 'beside',
}

/** Libraries’ communities, the county and its districts. */
export function librariesSubject(
  profiles: readonly { readonly body: CommunityProfile }[],
  figures: readonly { readonly body: ProfileFigure }[],
): ImportSubject<ProfilePlace> {
  return {
    part: { one: 'library or area', many: 'libraries' },
    places: profiles.map(({ body }) => ({
      name: body.areaName,
      otherNames: body.siteId === null ? [] : [body.siteId.slice('site/'.length)],
      role: ROLES[body.areaType],
      figures: body.figures,
      profile: body,
    })),
    figures: figures.map(({ body }) => body),
    nameColumns: ['library_id', 'library_name', 'area_name', 'library', 'area', 'name'],
    isWholeHeld: false,
  }
}

export interface AreaPlace extends ImportPlace {
  /** Code of the neighbourhood; null for the county, which is only compared with. */
  readonly code: string | null
}

/** Neighbourhoods, by code or official name, and the county that they add up to. */
export function neighbourhoodsSubject(
  file: AreaFile,
  county: CommunityProfile | null,
): ImportSubject<AreaPlace> {
  const valuesOf = (values: readonly (number | null)[]) =>
    Object.fromEntries(file.figures.map(({ code }, place) => [code, values[place] ?? null]))
  const areas = file.areas.map(({ code, name, values }) => ({
    name,
    otherNames: [code],
    role: 'part' as const,
    figures: valuesOf(values),
    code,
  }))
  const whole =
    county === null
      ? []
      : [
          {
            name: county.areaName,
            otherNames: [],
            role: 'whole' as const,
            figures: county.figures,
            code: null,
          },
        ]
  return {
    part: { one: 'neighbourhood', many: 'neighbourhoods' },
    places: [...areas, ...whole],
    figures: file.figures.map((figure) => ({ ...figure, group: '' })),
    nameColumns: [
      'lsoa21_code',
      'lsoa21cd',
      'lsoa_code',
      'area_code',
      'code',
      'lsoa21_name',
      'lsoa21nm',
      'area',
      'name',
    ],
    isWholeHeld: true,
  }
}
