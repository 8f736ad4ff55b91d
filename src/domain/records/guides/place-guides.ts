import type { site } from '../../place/site.ts'
import type { accessProfile } from '../kinds/access-profile.ts'
import type { agreement } from '../kinds/agreement.ts'
import type { doorVisits } from '../kinds/door-visits.ts'
import type { heritageOnline } from '../kinds/heritage-online.ts'
import type { issuesMonth } from '../kinds/issues-month.ts'
import type { outage } from '../kinds/outage.ts'
import type { placeAction } from '../kinds/place-action.ts'
import { ACE_VISITS, DAY, guide, type GuidesOf, LIST, MONTH, NAME, NOTE, VISITS_SCHEMA } from './guide.ts'

const LIBRARIES_SCHEMA = 'Open data schema for libraries'

export const placeActionGuides: GuidesOf<typeof placeAction> = {
  day: DAY,
  what: guide(
    'What was done. A garden session with people in it is logged as a session too.',
    'Weeding the beds: garden session or upkeep.',
    'Talking about a garden.',
    'Measures 1.4 and 6.1',
  ),
  stage: guide('How far it has come.', 'Money agreed: approved.', 'Done, before it works.', 'Measure 1.4'),
  volunteers: guide(
    'Volunteers who helped.',
    'Two Friends: 2.',
    'Their hours, which have an entry of their own.',
  ),
  saving: guide(
    'What it saves, where somebody has worked it out. Energy figures come from property.',
    '1,200, as property services said.',
    'Your own guess.',
    'Building board',
  ),
  savingUnit: guide(
    'The unit of the saving.',
    'kWh a year',
    'A sum of money without a year.',
    'Building board',
  ),
  savingSource: guide(
    'Which organisation or team worked it out.',
    'Property services',
    'A person’s name.',
    'Building board',
  ),
  savingConfidence: guide(
    'How sure the figure is.',
    'Read from a meter: measured.',
    'Measured, for an estimate.',
    'Building board',
  ),
  note: NOTE,
}

export const doorVisitsGuides: GuidesOf<typeof doorVisits> = {
  fromDay: guide(
    'The first day of the count.',
    '5 October',
    'The day you read the counter, when it was later.',
    VISITS_SCHEMA,
  ),
  untilDay: guide(
    'The last day of the count; the same for one day.',
    '18 October',
    'Today, out of habit.',
    VISITS_SCHEMA,
  ),
  visits: guide(
    'Everybody who came in, for whatever reason, as counted.',
    'Somebody in to use the toilet: 1.',
    'A sample multiplied already.',
    `${ACE_VISITS}; ${VISITS_SCHEMA}`,
  ),
  method: guide(
    'How it was counted.',
    'The counter over the door: automatic.',
    'Automatic, for a clicker by hand.',
    `${ACE_VISITS}; ${VISITS_SCHEMA}`,
  ),
  sampleWeeks: guide('How many weeks were counted.', 'Two weeks: 2.', 'Weeks in the quarter.', ACE_VISITS),
  multiplierTenths: guide(
    'What the sample is multiplied by for the period it stands for.',
    'Four samples of two weeks a year: 6.5.',
    'A number made up to reach last year’s figure.',
    ACE_VISITS,
  ),
  purpose: guide(
    'Whether visits to others in the building are in it.',
    'One door for library and clinic: both together.',
    'Library only, where nobody can tell.',
    ACE_VISITS,
  ),
  unstaffedVisits: guide(
    'Those in unstaffed hours, where the door knows.',
    '40 by card: 40.',
    'A guess.',
    'Measure 2.5 in context',
  ),
  note: NOTE,
}

export const issuesMonthGuides: GuidesOf<typeof issuesMonth> = {
  month: MONTH,
  issues: guide(
    'Issues in the month, renewals included.',
    'As the library system gives it.',
    'Returns.',
    'Open data schema for loans',
  ),
  selfService: guide(
    'Of them, made by people themselves.',
    'At the kiosk: yes.',
    'Renewals online.',
    'Action 4.6',
  ),
  renewals: guide('Of them, renewals.', '400', 'Renewed memberships.', 'Open data schema for loans'),
  note: NOTE,
}

export const outageGuides: GuidesOf<typeof outage> = {
  day: DAY,
  what: guide('What did not work.', 'The kiosk was dead: self-service.', 'A queue.', 'Action 4.6'),
  minutes: guide(
    'For how long, in quarter-hours.',
    'From ten to noon: 2.',
    'Until somebody noticed.',
    'Action 4.6',
  ),
  note: NOTE,
}

export const heritageOnlineGuides: GuidesOf<typeof heritageOnline> = {
  month: MONTH,
  searches: guide(
    'Searches of the heritage catalogue online.',
    'As its statistics give it.',
    'Questions at the desk.',
    'Measure 8.3',
  ),
  itemsViewed: guide(
    'Items looked at online.',
    '21,000',
    'Items brought to a table.',
    'Measure 8.3 in context',
  ),
  contributions: guide(
    'What the public added: tags, names of places, pictures.',
    '36',
    'Comments of staff.',
    'Measure 8.3',
  ),
  itemsMapped: guide('Items put on the map this month.', '120', 'All items on the map.', 'Action 9g'),
  itemsDigitised: guide('Items digitised this month.', '75', 'Pages.', 'Measure 8.3 in context'),
  note: NOTE,
}

export const accessProfileGuides: GuidesOf<typeof accessProfile> = {
  fromDay: guide(
    'The day from which these hours hold.',
    '1 April',
    'The day they were agreed.',
    'Measure 2.5',
  ),
  untilDay: guide(
    'The last day they hold; blank while they do.',
    '31 March',
    'A bank holiday.',
    'Measure 2.5',
  ),
  staffed: guide(
    'Hours open with staff, day by day, of an ordinary week.',
    'Monday 9:30 to 5:30: 8.',
    'Staff hours before opening.',
    `${LIBRARIES_SCHEMA}; measures 2.5 and 3.2`,
  ),
  unstaffed: guide(
    'Hours open without staff, to registered members.',
    'Saturday 4 to 6: 2.',
    'Hours of the book drop.',
    `${LIBRARIES_SCHEMA}; measure 2.5`,
  ),
  hasOpenPlus: guide(
    'Whether members can let themselves in.',
    'Open+ works: yes.',
    'It is planned.',
    'Measure 2.5',
  ),
  hasSelfService: guide(
    'Whether people can issue and return by themselves.',
    'A kiosk stands: yes.',
    'It is planned.',
    'Action 4.6',
  ),
  note: NOTE,
}

export const agreementGuides: GuidesOf<typeof agreement> = {
  partner: guide(
    'The organisation.',
    'The Friends of the library.',
    'The person who signed.',
    'Measures 5.1 and 8.4',
  ),
  partnerId: guide(
    'The same in the list of partners, if it is there.',
    'Chosen from the list.',
    'A similar one.',
    LIST,
  ),
  subType: guide(
    'What the agreement is about.',
    'With the Friends: Friends group.',
    'Everything they do.',
    'Measures 5.1, 8.4 and 9.5; action 9f',
  ),
  type: guide(
    'How firm it is.',
    'A signed paper without money: memorandum of understanding.',
    'A handshake as a contract.',
    'Measure 5.1',
  ),
  sector: guide(
    'What kind of organisation it is.',
    'A primary care network: health.',
    'Who pays it.',
    'Measure 5.1 in context',
  ),
  themes: guide(
    'Themes of the strategy it serves.',
    'Partnership',
    'All three, to be safe.',
    'Theme filter of the plan',
  ),
  priorityIds: guide('Priorities it serves.', 'Priority 8', 'All nine.', 'Priority pages of the plan'),
  startsOn: guide('The day it begins.', '1 April', 'The day you heard of it.', 'Measure 8.4'),
  signedOn: guide(
    'The day it was signed; blank while it is not.',
    '20 April',
    'The day it was drafted.',
    'Measure 8.4',
  ),
  reviewDue: guide(
    'The day by which it has to be looked at again.',
    '1 April 2028',
    'The day it ends, when that is later.',
    'Measure 8.4',
  ),
  nextStep: guide(
    'What has to happen next.',
    '“Agree the garden plan”',
    'Who has to be chased.',
    'Review list',
  ),
  reviewedOn: guide(
    'The day it was last reviewed.',
    '2 March',
    'The day the review was planned.',
    'Measure 5.1',
  ),
  reviewOutcome: guide(
    'What the review decided.',
    'Goes on as it is: keep.',
    'What somebody would like.',
    'Measure 5.1',
  ),
  fundingPence: guide(
    'Money it brings to the service.',
    '£1,250.50',
    'Money the service pays.',
    'Measure 9.5',
  ),
  inKindPence: guide(
    'Worth of what it gives without money, as agreed.',
    '£400 of printing',
    'Volunteers’ time.',
    'Measure 9.5',
  ),
  note: NOTE,
}

const fact = (rule: string, counts: string, countsNot: string) =>
  guide(rule, counts, countsNot, LIBRARIES_SCHEMA)

export const siteGuides: GuidesOf<typeof site> = {
  name: NAME,
  type: fact('What kind of site it is.', 'The History Centre: archive.', 'A room in another building.'),
  status: fact(
    'Whether it is open to the public at all.',
    'Closed for good: closed.',
    'Shut for a week, which is a closure in the calendar.',
  ),
  address: fact('The address of the site.', '29 High Street', 'A member of staff’s address.'),
  postcode: fact('The postcode of the site.', 'AB1 2CD', 'The postcode of the district’s office.'),
  latitude: fact('North or south, in degrees.', '51.86', 'Metres.'),
  longitude: fact('East or west, in degrees.', '-1.62', 'Metres.'),
  districtName: fact('The district council’s area it stands in.', 'The name of the district.', 'The county.'),
  wardName: fact('The ward it stands in.', 'Ascott and Shipton', 'The parish.'),
  lsoaCode: fact('The small area it stands in, by its code.', 'E00000001', 'A postcode.'),
  hoursPerWeek: fact('All open hours of an ordinary week.', '18', 'Staff hours.'),
  staffedHoursPerWeek: fact('Open hours with staff, of an ordinary week.', '18', 'Hours by Open+.'),
  coLocatedWith: guide(
    'Organisations in the same building.',
    'The children’s centre',
    'The café next door.',
    'Measure 9.5',
  ),
  statutory: fact(
    'Whether it is part of the statutory service.',
    'In the county’s list: yes.',
    'Run by volunteers: that alone says nothing.',
  ),
  flags: guide(
    'What is doubtful about the facts and has to be confirmed.',
    '“Opening hours of 2019”',
    'Gossip.',
    'Our place',
  ),
  sourceId: guide('Where the facts are from.', 'The basic dataset of 2023', 'Memory.', 'Our place'),
  openedOn: fact('The day it opened.', '3 May 2024', 'The day it was announced.'),
  closedOn: fact('The last day it was open.', '31 March', 'The day it was decided.'),
  businessPoint: guide(
    'Whether people in business are supported here as at a point of the network.',
    'The plan names it as a spoke: spoke.',
    'One adviser came once.',
    'Measure 9.2',
  ),
  mergedIntoId: guide(
    'The site its work goes on at. Entries stay with the site they were made at.',
    'Moved into the new library next door.',
    'A temporary home.',
    'Lists and figures over several years',
  ),
  mergeSteps: guide(
    'What the merge changed beside the site: series, volunteers, hours and schools.',
    'A series that goes on at the other site.',
    'An entry: entries stay as they are.',
    'Undoing the merge',
  ),
}
