import type * as v from 'valibot'
import type { volunteerSurvey } from '../records/kinds/volunteer-survey.ts'
import type { CommunityProfile } from './profile-records.ts'

type Survey = Pick<
  v.InferOutput<typeof volunteerSurvey.body>,
  'day' | 'answered' | 'byEthnicity' | 'byDisability' | 'byCaring' | 'byLanguage'
>

/** One group among volunteers and among residents. A share is null where it is not known, or too small to be shown. */
export interface VolunteerShare {
  readonly label: string
  /** True when there are so few that showing them could point at a person. */
  readonly isHidden: boolean
  /** Of those who said, in percent. */
  readonly ofVolunteers: number | null
  /** In percent. */
  readonly ofResidents: number | null
}

/** Below this a count is not shown, nor what would give it back. */
const FEWEST_SHOWN = 5

const GROUPS = [
  { field: 'byDisability', group: 'disabled', label: 'Disabled people', code: 'pct_disabled' },
  { field: 'byCaring', group: 'carer', label: 'Unpaid carers', code: 'pct_unpaid_carers' },
  {
    field: 'byLanguage',
    group: 'other',
    label: 'Main language is not English',
    code: 'pct_main_language_not_english',
  },
  { field: 'byEthnicity', group: 'asian', label: 'Asian or Asian British', code: 'pct_asian' },
  { field: 'byEthnicity', group: 'black', label: 'Black, Caribbean or African', code: 'pct_black' },
  { field: 'byEthnicity', group: 'mixed', label: 'Mixed or multiple ethnic groups', code: 'pct_mixed' },
  { field: 'byEthnicity', group: 'other', label: 'Another ethnic group', code: 'pct_other_ethnic_group' },
] as const

const NOT_SAID = 'not-said'

/** Volunteers by the yearly anonymous survey beside residents. Small counts are hidden, and so is a lone remainder. */
export function volunteerReach(survey: Survey, area: CommunityProfile): readonly VolunteerShare[] {
  return GROUPS.flatMap(({ field, group, label, code }) => {
    const counts = survey[field]
    const count = counts[group]
    const said = Object.entries(counts).reduce(
      (sum, [key, people]) => sum + (key === NOT_SAID ? 0 : people),
      0,
    )
    const residents = area.figures[code]
    if (count === undefined || said === 0) return []
    const isHidden = count < FEWEST_SHOWN || said - count < FEWEST_SHOWN
    return [
      {
        label,
        isHidden,
        ofVolunteers: isHidden ? null : (100 * count) / said,
        ofResidents: typeof residents === 'number' ? residents : null,
      },
    ]
  })
}
