import type { businessFollowUp } from '../kinds/business-follow-up.ts'
import type { businessSupport } from '../kinds/business-support.ts'
import type { homeLibraryRound } from '../kinds/home-library-round.ts'
import type { idea } from '../kinds/idea.ts'
import type { outreachContact } from '../kinds/outreach-contact.ts'
import type { story } from '../kinds/story.ts'
import { ACE_HOME, CIPFA_HOUSEBOUND, DAY, guide, type GuidesOf, NOTE } from './guide.ts'

export const businessSupportGuides: GuidesOf<typeof businessSupport> = {
  day: DAY,
  supportType: guide(
    'What kind of support it was.',
    'An hour with an adviser: one-to-one.',
    'A room let to a firm.',
    'Measure 9.1, each kind apart',
  ),
  people: guide('How many were helped.', 'Two partners of one firm: 2.', 'Their employees.', 'Measure 9.1'),
  topic: guide(
    'What it was mostly about.',
    'A trade mark: intellectual property.',
    'The trade they are in.',
    'Measure 9.1 in context',
  ),
  stage: guide(
    'How far the business is.',
    'Trading for six months: starting.',
    'How old the person is.',
    'Measure 9.3 in context',
  ),
  pointId: guide(
    'The hub or spoke it counts for.',
    'Given at the hub: the hub.',
    'Where the client lives.',
    'Measures 9.1 and 9.2',
  ),
  isWithAdviser: guide(
    'Whether a partner’s adviser gave it.',
    'A bank’s mentor came: yes.',
    'Staff only.',
    'Action 9m',
  ),
  partnerId: guide('Whose adviser it was.', 'The growth hub.', 'The adviser’s name.', 'Action 9m'),
  heardVia: guide(
    'How they heard of it, as they say.',
    'A friend told them: word of mouth.',
    'A guess.',
    'Action 2b',
  ),
  note: NOTE,
}

export const businessFollowUpGuides: GuidesOf<typeof businessFollowUp> = {
  day: guide('The day the answer came in.', '14 October', 'The day of the first meeting.', 'Measure 9.3'),
  after: guide(
    'How long after the support it was asked.',
    'Half a year: 6 months.',
    'Another year.',
    'Measure 9.3',
  ),
  started: guide(
    'Whether the business has started since. Nobody is named.',
    'Opened in May: has started since.',
    'Plans to start.',
    'Measure 9.3',
  ),
  jobs: guide(
    'Jobs made since, the founder’s own included.',
    'Founder and one more: 2.',
    'Jobs they hope for.',
    'Measure 9.3 in context',
  ),
  turnover: guide(
    'Turnover of a year, in a wide band.',
    'Under £10,000',
    'The exact sum.',
    'Measure 9.3 in context',
  ),
  isIpFiled: guide(
    'Whether a right was filed for.',
    'A design was registered: yes.',
    'A search only.',
    'Measure 9.3 in context',
  ),
}

export const outreachContactGuides: GuidesOf<typeof outreachContact> = {
  day: DAY,
  venueType: guide(
    'What kind of place it was.',
    'A village fete: market or fair.',
    'The library’s own garden.',
    'Measure 4.5',
  ),
  village: guide(
    'The village or neighbourhood.',
    'The name of the village.',
    'Somebody’s address.',
    'Measure 4.5',
  ),
  lsoaCode: guide(
    'The neighbourhood that most of those you met live in, chosen from the map’s list.',
    'A stall at the hall of an estate: that estate.',
    'The library’s own, because you came from there.',
    'Measure 4.5; Our place',
  ),
  isSession: guide(
    'Whether it was planned as a session. If so, log the session as well.',
    'Story time at the fete at two: yes.',
    'A stall all day.',
    'Measure 4.5',
  ),
  contacts: guide(
    'People you spoke with.',
    '35 conversations at a stall: 35. A stall is no event.',
    'Everybody who walked by.',
    'Measure 4.5 in context',
  ),
  joins: guide('People who joined the library there.', '4', 'People who took a leaflet.'),
  itemsIssued: guide('Items lent there.', '12', 'Leaflets given away.'),
  note: NOTE,
}

export const homeLibraryGuides: GuidesOf<typeof homeLibraryRound> = {
  day: DAY,
  round: guide('The code of the round, never a reader.', 'WYC-2', 'A street.', 'Measure 4.1'),
  volunteerId: guide('Who made the round, by code.', 'WYC-04', 'A name.', 'Measure 8.1'),
  due: guide('Readers due a visit on this round.', '9', 'Readers on the whole list.', 'Measure 4.1'),
  made: guide(
    'Visits made. Each service at a door is one, however many books.',
    'Eight doors, 31 books: 8.',
    'Books delivered.',
    `${ACE_HOME}; measure 4.1`,
  ),
  missed: guide(
    'Visits not made, by reason.',
    'Nobody in at one: 1.',
    'Why a reader is in hospital.',
    'Measure 4.1 in context',
  ),
  readers: guide(
    'Different readers served on it, by the round’s own register.',
    'Two visits to one reader: 1.',
    'Visits.',
    `${CIPFA_HOUSEBOUND}; measure 4.2`,
  ),
  items: guide('Items delivered.', '31', 'Items collected.'),
  chat: guide(
    'About how long a visit lasted.',
    'Ten minutes each: 5 to 15.',
    'The drive.',
    'Impact page of priority 4',
  ),
  signposts: guide(
    'Times a reader was told of other help.',
    'Told two about the warm space: 2.',
    'What it was about whom.',
    'Measure 4.4 in context',
  ),
  miles: guide('Miles of the round.', '12.4', 'Miles from home to the library.', 'Measure 1.3 in context'),
  mode: guide('How it was travelled.', 'By bicycle: cycle.', 'How it is usually travelled.', 'Measure 1.3'),
  note: NOTE,
}

export const ideaGuides: GuidesOf<typeof idea> = {
  day: guide('The day it was raised.', '14 October', 'The day it was done.', 'Measure 8.2'),
  said: guide(
    'What was asked for, without saying by whom.',
    '“A bench by the garden door”',
    'A name.',
    'Measure 8.2',
  ),
  from: guide(
    'Where it came from.',
    'A workshop on the new library: a co-design session.',
    'A complaint about a person.',
    'Measure 8.2; action 8a',
  ),
  state: guide(
    'What has come of it.',
    'The bench stands: done.',
    'Everybody likes it: still raised.',
    'Measure 8.2',
  ),
  did: guide('What was done, in a line.', '“Bench put in by the parish”', 'What may be done.', 'Measure 8.2'),
  isToldBack: guide(
    'Whether those who asked were told.',
    'A notice on the board: yes.',
    'It is in the minutes.',
    'Measure 8.2',
  ),
  note: NOTE,
}

const PRIORITY_PAGE = 'The page of its priority, one a quarter'

export const storyGuides: GuidesOf<typeof story> = {
  day: guide('The day it was told.', '14 October', 'The day it happened, long ago.', PRIORITY_PAGE),
  title: guide(
    'What it is about, in a line.',
    '“A first e-mail in ten years”',
    'The name of who told it.',
    PRIORITY_PAGE,
  ),
  told: guide(
    'What changed for somebody, in words nobody can be known by.',
    '“After four mornings a reader wrote to a grandchild.”',
    'A name, a village with three houses, an illness.',
    PRIORITY_PAGE,
  ),
  priorityId: guide(
    'The one priority it shows best.',
    'Help with a tablet: the priority of inequalities.',
    'Every priority it touches.',
    PRIORITY_PAGE,
  ),
  consent: guide(
    'Whether the person agreed that it is shown.',
    'Asked, and said yes: agreed.',
    'Surely nobody minds.',
    'Only a story that was agreed to is shown',
  ),
}
