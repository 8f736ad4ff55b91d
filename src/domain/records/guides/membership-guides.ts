import type { cardActivation } from '../kinds/card-activation.ts'
import type { classVisit } from '../kinds/class-visit.ts'
import type { membershipDrive } from '../kinds/membership-drive.ts'
import type { registrationBatch } from '../kinds/registration-batch.ts'
import type { summerReadingWeek } from '../kinds/summer-reading-week.ts'
import { DAY, guide, type GuidesOf, MONTH, NOTE } from './guide.ts'

export const registrationBatchGuides: GuidesOf<typeof registrationBatch> = {
  month: MONTH,
  officeId: guide(
    'Which registration office it was.',
    'The one that sent the list.',
    'The parents’ home town.',
    'Measure 7.1',
  ),
  birthsRegistered: guide(
    'All births registered there in the month.',
    '210 registrations: 210.',
    'Births in the county.',
    'Measure 7.1',
  ),
  cardsOffered: guide(
    'Families who were offered a card.',
    'Asked 190 times: 190.',
    'Leaflets laid out.',
    'Measure 7.1 in context',
  ),
  cardsIssued: guide(
    'Cards made out for a baby.',
    '64 cards: 64.',
    'Cards for parents.',
    'Measures 7.1 and 7.2',
  ),
  declined: guide('Families who said no.', '126', 'Families who were not asked.', 'Measure 7.1 in context'),
  note: NOTE,
}

export const cardActivationGuides: GuidesOf<typeof cardActivation> = {
  day: DAY,
  cardsFirstUsed: guide(
    'Babies’ cards from a registration office, used here for the first time.',
    'Borrowed a board book on it: 1.',
    'A card only shown.',
    'Measure 7.2',
  ),
  familyJoined: guide(
    'Brothers, sisters and parents who joined with them.',
    'Mother and a sister: 2.',
    'The baby’s own card.',
    'Measure 7.2 in context',
  ),
  note: NOTE,
}

export const membershipDriveGuides: GuidesOf<typeof membershipDrive> = {
  day: DAY,
  place: guide(
    'What kind of place it was.',
    'A stall at the market: outreach venue.',
    'The library, when it was not.',
  ),
  where: guide('Where exactly, in a few words.', 'Market Place', 'Somebody’s home.'),
  joined: guide(
    'New members by age.',
    'Six babies and nine adults.',
    'Members who showed an old card.',
    'Active members are another count: who borrowed in the year',
  ),
  renewed: guide('Members whose card had run out and was renewed.', '4', 'New members.'),
  reactivated: guide(
    'Members who had not used their card for long.',
    'Last borrowed two years ago: 1.',
    'Members who borrow every month.',
  ),
  note: NOTE,
}

export const classVisitGuides: GuidesOf<typeof classVisit> = {
  day: DAY,
  schoolId: guide('The school, nursery or college.', 'The name of the school.', 'A teacher.', 'Measure 7.5'),
  schoolName: guide(
    'Its name, only while it is not in the list.',
    'A nursery that has just opened.',
    'A name that is in the list.',
    'The county adds it to the list',
  ),
  direction: guide(
    'Who went where.',
    'Thirty pupils walked over: a class came to the library.',
    'An assembly as a visit here.',
    'Action 7c: visits by kind',
  ),
  phase: guide(
    'The phase of the class.',
    'Year 4: primary.',
    'The age of one child.',
    'Action 7c: visits by phase',
  ),
  pupils: guide(
    'Pupils who took part.',
    'A class of 28: 28.',
    'Pupils on the roll. An assembly is reach and no event attendance.',
    'Measure 7.5',
  ),
  adults: guide('Teachers and helpers with them.', 'A teacher and three parents: 4.', 'Library staff.'),
  classes: guide('How many classes.', 'Two classes in turn: 2.', 'Groups at tables.', 'Action 7c'),
  topic: guide(
    'What it was mostly about.',
    'Finding books: library skills.',
    'The school subject.',
    'Action 7c',
  ),
  isFirstThisYear: guide(
    'The school’s first visit of the school year.',
    'First time since September: yes.',
    'First time of this class only.',
    'Measure 7.5: schools reached',
  ),
  isFollowUpBooked: guide(
    'Whether another one is arranged.',
    'A date is in the diary: yes.',
    '“We must do this again.”',
  ),
  teacherRating: guide(
    'What the teacher gave, from 1 to 5.',
    'Said four of five: 4.',
    'Your own view.',
    'Action 7g',
  ),
  note: NOTE,
}

export const summerReadingGuides: GuidesOf<typeof summerReadingWeek> = {
  weekStarting: guide('The Monday of the week.', '13 July', 'The day you put it in.', 'Measure 7.4'),
  starters: guide(
    'Children who joined the challenge this week.',
    '46 new folders: 46.',
    'Everybody who has joined so far.',
    'Measure 7.4',
  ),
  finishers: guide(
    'Children who finished this week.',
    'Three medals: 3.',
    'Children who are nearly done.',
    'Measure 7.4',
  ),
  newMembers: guide(
    'Of those who started, new library members.',
    '8',
    'Parents who joined.',
    'Measure 7.4 in context',
  ),
  miniChallenge: guide(
    'Children under 4 in the mini-challenge.',
    '5',
    'The same child as a starter.',
    'Measure 7.4 in context',
  ),
  note: NOTE,
}
