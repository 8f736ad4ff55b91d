import type { MeasureId } from '../measures/measure-names.ts'

/** A look at what was recorded that answers lines of the plan, computed whenever it is opened. */
export interface PlanReview {
  readonly key: 'programme' | 'planned' | 'schools' | 'buildings' | 'champions'
  readonly title: string
  readonly says: string
  /** Where it is. */
  readonly path: string
  /** Measures that count the same thing. */
  readonly measures: readonly MeasureId[]
  /** Actions whose wording has one of these are answered by it; lower case. */
  readonly planWords: readonly string[]
}

export const PLAN_REVIEWS: readonly PlanReview[] = [
  {
    key: 'programme',
    title: 'Programme review',
    says: 'What ran, for whom, what it cost, and who is missing.',
    path: '/plan/review/programme',
    measures: ['2.1', '2.2', '2.3'],
    planWords: ['engagement programm', 'programme of events'],
  },
  {
    key: 'planned',
    title: 'Planned programme',
    says: 'The series of a year, checked for the groups they are for and for gaps.',
    path: '/plan/review/planned',
    measures: ['2.3'],
    planWords: ['engagement programme', 'programme of events'],
  },
  {
    key: 'schools',
    title: 'Schools not reached',
    says: 'Schools in the list that nobody has met this year.',
    path: '/plan/review/schools',
    measures: ['7.5'],
    planWords: ['schools'],
  },
  {
    key: 'buildings',
    title: 'Buildings',
    says: 'What is planned, approved, on site and done, site by site.',
    path: '/plan/review/buildings',
    measures: ['1.4'],
    planWords: ['asset development', 'our buildings'],
  },
  {
    key: 'champions',
    title: 'Champions',
    says: 'Who keeps health conversations going, and which sites have nobody.',
    path: '/plan/review/champions',
    measures: ['3.1', '3.2', '3.3', '4.4'],
    planWords: ['making every contact count'],
  },
]

/** The reviews that answer an action, by its wording. */
export function reviewsFor(text: string): readonly PlanReview[] {
  const wording = text.toLowerCase()
  return PLAN_REVIEWS.filter(({ planWords }) => planWords.some((words) => wording.includes(words)))
}
