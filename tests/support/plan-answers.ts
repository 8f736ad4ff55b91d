import type { RecordKind } from '#domain/records/registry.ts'

/** What in the product answers one row of the plan's table. */
export interface RowAnswer {
  /** The action that carries the row, by its code in the plan. */
  readonly action?: string
  readonly measures?: readonly string[]
  /** Screens that answer it: their address, and what stands there. */
  readonly screens?: readonly (readonly [path: string, says: RegExp])[]
  /** Kinds of entry that it asks to be recorded. */
  readonly records?: readonly RecordKind[]
  /** Kinds of list that it asks to be kept. */
  readonly lists?: readonly RecordKind[]
}

const PLACE = '/place?site=wychwood'
const BUILDINGS = '/plan/review/buildings?site=wychwood'

/** By the row of the table; `tests/fixtures/plan-rows.json` holds what each asks for. */
export const PLAN_ANSWERS: Readonly<Record<string, RowAnswer>> = {
  '1a': { action: 'SDP22-01', measures: ['1.2'], lists: ['climate-service'] },
  '1b': {
    action: 'SDP22-02',
    measures: ['1.4'],
    records: ['place-action'],
    screens: [
      [BUILDINGS, /Gates in the plan.*SDP22-02.*Wychwood.*Done 1Lighting or heating control.*Carbon/],
      ['/plan/action/SDP22-02', /What the records say.*Buildings/],
    ],
  },
  '1c': { action: 'SDP22-03', measures: ['1.3'], records: ['home-library-round', 'place-action'] },
  '1d': { action: 'SDP22-04', measures: ['1.1'], records: ['event-session', 'place-action'] },
  '2a': {
    action: 'SDP22-05',
    measures: ['2.1', '2.2', '2.3'],
    records: ['event-session'],
    screens: [
      [
        '/plan/action/SDP22-05',
        /What the records say.*Programme review.*Begin with usual stepsChooseReview, then design/,
      ],
      [
        '/plan/review/programme?site=wychwood',
        /What ran.*Baby\/toddler rhyme1 session · 14 attendancesFor under 5s.*Staff time not said · cost not said.*Gaps.*For these target groups nothing ran/,
      ],
      [PLACE, /Gaps to fill/],
    ],
  },
  '2b': { action: 'SDP22-06', measures: ['8.5'], records: ['business-support', 'event-session'] },
  '2c': {
    action: 'SDP22-07',
    screens: [
      [PLACE, /target/i],
      ['/progress', /Measures|Progress/],
    ],
    lists: ['target', 'measure-target'],
  },
  '2d': {
    action: 'SDP22-08',
    measures: ['2.3'],
    lists: ['target-group', 'series'],
    screens: [
      ['/plan/action/SDP22-08', /What the records say.*Planned programme/],
      [
        '/plan/review/planned?site=wychwood',
        /1 series is planned, 1 of them for a target group.*Rhyme TimeTuesday 10:30 · Under 5sNew arrivals.*For these target groups nothing is planned/,
      ],
    ],
  },
  '2e': {
    action: 'SDP22-09',
    measures: ['2.4'],
    records: ['digital-help', 'volunteer-shift'],
    screens: [['/plan/action/SDP22-09', /Cut off in the plan/]],
  },
  '2f': { action: 'SDP22-10', lists: ['agreement', 'partner'], records: ['event-session'] },
  '2g': { action: 'SDP22-11', measures: ['A.1', 'A.2'], screens: [['/progress', /Delivery of the plan/]] },
  '2h': { action: 'SDP22-12', screens: [[PLACE, /deprived|deprivation/i]], lists: ['target'] },
  '2i': { action: 'SDP22-13', screens: [['/progress/2', /Measures/]] },
  '4.6': {
    measures: ['2.5'],
    lists: ['access-profile'],
    records: ['issues-month', 'outage'],
    screens: [['/plan', /4\.6/]],
  },
  '4.7': {
    screens: [
      ['/plan', /4\.7/],
      ['/plan/action/SDP22-06', /Milestones/],
    ],
  },
  '3a=4a': {
    action: 'SDP22-14',
    measures: ['3.1', '3.2', '3.3', '4.4'],
    records: ['signposting-contact'],
    lists: ['signpost-service', 'champion'],
    screens: [
      ['/plan/action/SDP22-14', /What the records say.*Champions.*One action in 2 places/],
      ['/plan/review/champions', /Champions now.*No champion yet/],
    ],
  },
  '3b=4b': {
    action: 'SDP22-15',
    measures: ['3.4'],
    records: ['social-referral'],
    screens: [['/plan/action/SDP22-15', /One action in 2 places/]],
  },
  '3c=5a': {
    action: 'SDP22-16',
    measures: ['5.1'],
    lists: ['agreement'],
    screens: [['/plan/action/SDP22-16', /One action in 2 places/]],
  },
  '3d=5b': {
    action: 'SDP22-17',
    measures: ['2.4'],
    lists: ['agreement'],
    records: ['digital-help'],
    screens: [['/plan/action/SDP22-17', /One action in 2 places/]],
  },
  '4c': {
    action: 'SDP22-18',
    measures: ['4.3'],
    screens: [['/plan/action/SDP22-18', /Nearly the same.*SDP22-05/]],
  },
  '4d': { action: 'SDP22-19', measures: ['2.2', '2.3'], lists: ['target'] },
  '4e': { action: 'SDP22-20', measures: ['4.5', '2.5'], records: ['outreach-contact'] },
  '6a': {
    measures: ['6.1', '6.2', '6.3'],
    records: ['place-action'],
    screens: [['/plan/priority/6', /prints no action here but a note/]],
  },
  '7a': { action: 'SDP22-21', measures: ['7.3'], screens: [[PLACE, /12–17|12 to 17/]] },
  '7b': {
    action: 'SDP22-22',
    measures: ['7.1', '7.2'],
    records: ['registration-batch', 'card-activation', 'membership-drive'],
    lists: ['registration-office'],
  },
  '7c': { action: 'SDP22-23', measures: ['7.5'], records: ['class-visit'], lists: ['school'] },
  '7g': {
    action: 'SDP22-27',
    measures: ['7.5'],
    records: ['class-visit'],
    lists: ['school'],
    screens: [
      ['/plan/action/SDP22-27', /Nearly the same.*SDP22-23.*Schools not reached/],
      ['/plan/review/schools', /1 of 1 school reached/],
    ],
  },
  '7d': {
    action: 'SDP22-24',
    measures: ['7.6', '9.4'],
    lists: ['volunteer'],
    records: ['volunteer-survey', 'volunteer-shift'],
  },
  '7e': { action: 'SDP22-25', records: ['event-session'] },
  '7f': { action: 'SDP22-26', records: ['class-visit'] },
  '7h': { action: 'SDP22-28', records: ['event-session'], lists: ['partner'] },
  '8a': { action: 'SDP22-29', measures: ['8.1'], records: ['volunteer-shift', 'idea'] },
  '8g': { action: 'SDP22-35', screens: [['/plan/action/SDP22-35', /Nearly the same.*SDP22-29/]] },
  '8h': {
    action: 'SDP22-36',
    lists: ['volunteer-role'],
    screens: [['/plan/action/SDP22-36', /Nearly the same.*SDP22-29/]],
  },
  '8b': { action: 'SDP22-30', measures: ['8.3'], records: ['volunteer-shift', 'heritage-online'] },
  '8c': {
    action: 'SDP22-31',
    records: ['place-action'],
    screens: [
      ['/plan/action/SDP22-31', /Milestones.*Begin with usual steps.*Plan, funding and four years/],
      [BUILDINGS, /Gates in the plan.*SDP22-31.*Wychwood.*Idea.*Approved.*On site.*Done/],
    ],
  },
  '8d': {
    action: 'SDP22-32',
    records: ['place-action'],
    screens: [['/plan/action/SDP22-32', /Nearly the same.*SDP22-31/]],
  },
  '8e': { action: 'SDP22-33', measures: ['8.2'], records: ['event-session', 'idea'] },
  '8f': { action: 'SDP22-34', measures: ['8.4'], lists: ['agreement'] },
  '9a': {
    action: 'SDP22-37',
    measures: ['9.4'],
    records: ['volunteer-survey'],
    screens: [['/plan/action/SDP22-37', /Check placement/]],
  },
  '9b': {
    action: 'SDP22-38',
    measures: ['9.1', '9.2'],
    records: ['business-support'],
    screens: [['/plan/action/SDP22-38', /Milestones.*New milestone/]],
  },
  '9c': { action: 'SDP22-39', screens: [['/plan/action/SDP22-39', /Evidence.*New evidence/]] },
  '9d': { action: 'SDP22-40', screens: [['/plan/action/SDP22-40', /Nearly the same.*SDP22-31/]] },
  '9e': { action: 'SDP22-41', lists: ['partner'], screens: [['/plan/action/SDP22-41', /Milestones/]] },
  '9f': { action: 'SDP22-42', lists: ['agreement'] },
  '9g': { action: 'SDP22-43', records: ['heritage-online', 'event-session'] },
  '9h': { action: 'SDP22-44', screens: [['/plan/board', /Open new Banbury Library/]] },
  '9i': { action: 'SDP22-45', measures: ['5.1'], lists: ['agreement'] },
  '9j=9k': {
    action: 'SDP22-46',
    measures: ['9.5'],
    lists: ['agreement'],
    screens: [['/plan/action/SDP22-46', /Printed a second time/]],
  },
  '9l': { action: 'SDP22-47', measures: ['9.5'], lists: ['agreement'] },
  '9m': { action: 'SDP22-48', measures: ['9.1', '9.3'], records: ['business-support', 'business-follow-up'] },
  'Sys: Home Library Service': { measures: ['1.3', '4.1', '4.2'], records: ['home-library-round'] },
  'Sys: Including Everyone': { measures: ['2.3'], lists: ['target-group'] },
  'Sys: Climate Action Plan': { lists: ['climate-service'], records: ['place-action'] },
  'Sys: museum, archives, History Centre': {
    measures: ['8.3'],
    records: ['door-visits', 'class-visit'],
    screens: [['/log?site=oxfordshire-history-centre', /Log/]],
  },
  'Sys: agreements': { measures: ['5.1', '8.4'], lists: ['agreement'] },
  'Sys: promises and themes': {
    screens: [
      ['/plan?theme=Partnership', /Left out, because nothing there has a promise under Partnership/],
      ['/plan/edit', /Promises 13/],
    ],
  },
  'Sys: quarters': {
    measures: ['A.1', 'A.2'],
    screens: [
      ['/plan/board', /Q1 · Apr–Jun.*No quarter/],
      ['/progress/close', /Close this quarter/],
    ],
  },
}
