import type { digitalHelp } from '../kinds/digital-help.ts'
import type { signpostingContact } from '../kinds/signposting-contact.ts'
import type { socialReferral } from '../kinds/social-referral.ts'
import type { volunteer } from '../kinds/volunteer.ts'
import type { volunteerShift } from '../kinds/volunteer-shift.ts'
import type { volunteerSurvey } from '../kinds/volunteer-survey.ts'
import { CIPFA_VOLUNTEERS, DAY, guide, type GuidesOf, NOTE } from './guide.ts'

export const volunteerGuides: GuidesOf<typeof volunteer> = {
  code: guide(
    'A code the site knows them by. It says nothing about the person.',
    'WYC-04',
    'Initials with a birth year.',
    CIPFA_VOLUNTEERS,
  ),
  knownAs: guide(
    'What they are called here, if they wish. It never leaves this site.',
    'Sam',
    'A full name.',
    'This site’s own lists only',
  ),
  roleIds: guide(
    'What they usually do.',
    'Garden and events.',
    'What they might do one day.',
    'Hours begin with it',
  ),
  isUnder25: guide(
    'Whether they are under 25, as they told you.',
    'A school’s work placement: yes.',
    'A guess by looks.',
    'Measure 7.6',
  ),
  since: guide('The month they began.', 'April 2026', 'The month they first asked.', CIPFA_VOLUNTEERS),
  until: guide(
    'The month they stopped; blank while they go on.',
    'Left after July: July.',
    'A summer break.',
    CIPFA_VOLUNTEERS,
  ),
  note: guide(
    'What helps with a rota. Nothing about health, background or checks.',
    '“Mornings only”',
    'Why they are often away.',
    'This site’s own lists only',
  ),
}

export const volunteerShiftGuides: GuidesOf<typeof volunteerShift> = {
  day: DAY,
  volunteerId: guide(
    'Who it was, by code; blank for a group.',
    'WYC-04',
    'Somebody paid for the hour.',
    CIPFA_VOLUNTEERS,
  ),
  people: guide(
    'How many people gave the time: 1, or the number of a Friends group.',
    'Six Friends in the garden: 6.',
    'All members of the Friends.',
    CIPFA_VOLUNTEERS,
  ),
  minutesEach: guide(
    'How long each of them gave, in quarter-hours.',
    'An hour and a half: 1.5 or 1:30.',
    'Everybody’s hours added up.',
    CIPFA_VOLUNTEERS,
  ),
  roleId: guide(
    'What was done, by the county’s roles.',
    'Planting bulbs: garden.',
    'The person’s usual role, when they did something else.',
    'Measure 6.3, and hours by role',
  ),
  hoursType: guide(
    'Whether it was service, travel, training or a meeting.',
    'A volunteers’ forum: meeting or voice forum.',
    'A chat over tea.',
    'Action 8a, and hours by kind',
  ),
  status: guide(
    'Whether they came. Hours of somebody who did not come count for nothing.',
    'Came and signed in: came.',
    'Hours that were planned only.',
    CIPFA_VOLUNTEERS,
  ),
  source: guide(
    'Where the hours are from.',
    'The sign-in sheet: sign-in.',
    'Sign-in, for hours remembered later.',
    'How much of the hours is estimated',
  ),
  isUnder25: guide(
    'Whether they are under 25, as they told you.',
    'A Duke of Edinburgh’s Award volunteer: yes.',
    'A guess by looks.',
    'Measure 7.6',
  ),
  isNewThisYear: guide(
    'Whether they began this financial year.',
    'First shift in May: yes.',
    'Back after a summer away.',
    'Measure 8.1',
  ),
  sessionId: guide(
    'The session they helped at, if there was one.',
    'Helped at Tuesday’s Rhyme Time.',
    'A session they came to for themselves.',
  ),
  note: NOTE,
}

export const signpostingGuides: GuidesOf<typeof signpostingContact> = {
  day: DAY,
  half: guide(
    'Morning, or afternoon and evening. A clock time could point to a person.',
    'A chat at eleven: morning.',
    'The exact time.',
    'Kept rough on purpose',
  ),
  topic: guide(
    'What it was mostly about.',
    'Lonely since retiring: loneliness.',
    'Every subject that came up.',
    'Measures 3.1, 4.4 and 5.2',
  ),
  action: guide(
    'What you did in the end.',
    'Gave a leaflet and a number: signposted.',
    'Referred, without having asked them.',
    'Measure 3.3',
  ),
  depth: guide(
    'How far it went.',
    'Two minutes on stopping smoking: very brief.',
    'A question about opening hours.',
    'Measure 3.1',
  ),
  serviceId: guide(
    'Where they were sent.',
    'Age UK befriending.',
    'A person’s name.',
    'Which services are used',
  ),
  intent: guide(
    'What they said they mean to do.',
    '“I will ring them”: will get in touch.',
    'What you hope.',
    'Impact page of priority 3',
  ),
  isChampion: guide(
    'Whether a trained MECC champion had it.',
    'Trained last year: yes.',
    'Interested in the training.',
    'The champion list',
  ),
}

export const socialReferralGuides: GuidesOf<typeof socialReferral> = {
  day: DAY,
  source: guide(
    'Who sent them. Nothing about the person is kept.',
    'A surgery’s link worker.',
    'The name of the surgery’s patient.',
    'Measure 3.4',
  ),
  attendedFirst: guide(
    'Whether they came to a first session.',
    'Came to the knit group: yes.',
    'Said they would come.',
    'Measure 3.4',
  ),
}

export const digitalHelpGuides: GuidesOf<typeof digitalHelp> = {
  day: DAY,
  people: guide(
    'Everyone who was helped, one by one or together.',
    'A couple with one tablet: 2.',
    'People waiting for a computer.',
    'Measure 2.4',
  ),
  task: guide(
    'What it was for.',
    'Booking a blood test: NHS app.',
    'Showing where the toilets are.',
    'Measures 2.4 and 5.2',
  ),
  result: guide(
    'How it ended.',
    'Sent the form with help: did it with help.',
    'Staff did it for them: that is not “alone”.',
    'Measure 2.4',
  ),
  helper: guide(
    'Who helped.',
    'A Digital Helper: a volunteer.',
    'Another reader nearby.',
    'Hours and help side by side',
  ),
  way: guide(
    'By appointment one to one, or at a drop-in.',
    'Booked for ten: one to one.',
    'A digital class, which is a session.',
    'Measure 2.4',
  ),
  minutes: guide(
    'About how long it took.',
    '40',
    'The time they used the computer alone.',
    'Programme review',
  ),
  skill: guide(
    'The essential digital skill it was mostly about.',
    'Paying a bill: transacting.',
    'Every skill it touched.',
    'Impact page of priority 2',
  ),
  device: guide(
    'Whose device it was.',
    'Their own phone: their own.',
    'A public computer as their own.',
    'Impact page of priority 2',
  ),
  note: NOTE,
}

const survey = (what: string, counts: string) =>
  guide(
    `How many answered under each ${what}. Counts only, never joined to a person.`,
    counts,
    'Anything known from somewhere else than the survey.',
    'Measure 9.4',
  )

export const volunteerSurveyGuides: GuidesOf<typeof volunteerSurvey> = {
  day: guide('The day the survey closed.', '28 February', 'The day it was sent out.', 'Measure 9.4'),
  asked: guide(
    'How many volunteers were asked.',
    'All 420 on the books: 420.',
    'How many answered.',
    'Measure 9.4',
  ),
  answered: guide(
    'How many answered at all.',
    '233 forms came back: 233.',
    'Forms with a name on them are not kept.',
    'Measure 9.4',
  ),
  byAge: survey('age group', '65 and over: 129'),
  bySex: survey('answer', 'Not said: 3'),
  byEthnicity: survey('ethnic group', 'Asian or Asian British: 14'),
  byDisability: survey('answer', 'Disabled: 30'),
  byCaring: survey('answer', 'Carer: 41'),
  byLanguage: survey('answer', 'Another language: 13'),
  note: NOTE,
}
