import type { calendarPeriod } from '../kinds/calendar-period.ts'
import type { champion } from '../kinds/champion.ts'
import type { climateService } from '../kinds/climate-service.ts'
import type { measureTarget } from '../kinds/measure-target.ts'
import type { outputSetting } from '../kinds/output-setting.ts'
import type { partner } from '../kinds/partner.ts'
import type { registrationOffice } from '../kinds/registration-office.ts'
import type { school } from '../kinds/school.ts'
import type { series } from '../kinds/series.ts'
import type { signpostService } from '../kinds/signpost-service.ts'
import type { targetGroup } from '../kinds/target-group.ts'
import type { target } from '../kinds/target.ts'
import type { volunteerRole } from '../kinds/volunteer-role.ts'
import type { preset } from '../preset.ts'
import { guide, type GuidesOf, LIST, LIST_NOTE, NAME } from './guide.ts'

const listed = (rule: string, counts: string, countsNot: string) => guide(rule, counts, countsNot, LIST)
const ORDER = listed(
  'Where it stands in the list; lower comes first.',
  '1 for what is used most.',
  'How important it is.',
)
const sets = (what: string, counts: string) =>
  listed(`${what} that a session of this kind is logged with.`, counts, 'What suits one session only.')

export const presetGuides: GuidesOf<typeof preset> = {
  name: NAME,
  title: sets('The title', '“Rhyme Time”'),
  order: ORDER,
  audiences: sets('The audience, the usual one first,', 'Under 5s'),
  outcomes: sets('The main outcome, the usual one first,', 'Increased reading and literacy'),
  secondaryOutcome: sets('The second outcome', 'Stronger more resilient communities'),
  offers: sets('The Universal Offer', 'Reading'),
  primaryPriorityId: sets('The one priority', 'Priority 7'),
  alsoPriorityIds: sets('Other priorities', 'Priority 3'),
  activityIds: sets('The numbered activities', '1.1 and 1.2'),
  suggestedActionIds: listed(
    'Actions of the plan that such a session usually supports. Staff may untick any.',
    'An action about what the session does.',
    'Every action of the priority.',
  ),
  format: sets('The format', 'In person'),
  place: sets('The place', 'In the library'),
  runBy: sets('Who runs it', 'The library'),
}

export const seriesGuides: GuidesOf<typeof series> = {
  title: NAME,
  presetId: listed('What kind of session it is each time.', 'Baby and toddler rhyme', 'A one-off event.'),
  weekday: listed('The day of the week it is on.', 'Tuesday', 'Every day: make one series for each.'),
  startTime: listed('When it begins.', '10:30', 'When the doors open.'),
  endTime: listed('When it ends.', '11:00', 'When the room is let next.'),
  repeats: listed('How often it comes.', 'Every week', 'Every week, when it skips every second one.'),
  weekOfMonth: listed(
    'Which week of the month it is in.',
    'The third Tuesday: third.',
    'The third of the month.',
  ),
  isTermTimeOnly: listed(
    'Whether it rests in school holidays.',
    'Stops for half term: yes.',
    'Quieter in summer.',
  ),
  fromDay: listed('The first time of the series.', '8 September', 'The day it was agreed.'),
  untilDay: listed('The last time; blank while it goes on.', '20 July', 'A week it is skipped.'),
  exceptions: listed(
    'Single times that are left out, or held on another day.',
    'Moved to Thursday that week.',
    'Every time from now on: change the series.',
  ),
  targetGroupIds: guide(
    'Groups that the series sets out to reach; its sessions begin with them.',
    'Carers, for a carers’ morning.',
    'Whoever happens to come.',
    'Measure 2.3, the planned programme',
  ),
  usual: listed('About how many come, to ask about a slip of the finger.', '16', 'A target.'),
  note: LIST_NOTE,
}

export const signpostServiceGuides: GuidesOf<typeof signpostService> = {
  name: NAME,
  topic: listed('What it helps with mostly.', 'Befriending: loneliness.', 'Everything it does.'),
  offers: listed(
    'What it offers, in a line to read out.',
    '“A weekly call or visit”',
    'What you think of it.',
  ),
  phone: listed('The service’s own number.', 'The number on its leaflet.', 'A worker’s own number.'),
  web: listed('Its address on the web.', 'www.example.org', 'A search page.'),
  area: listed('Where it works; blank for the whole county.', 'One district of it.', 'Where its office is.'),
  checkedIn: listed(
    'The month somebody last made sure of it.',
    'September 2026',
    'The month it was added, years ago.',
  ),
  note: LIST_NOTE,
}

export const schoolGuides: GuidesOf<typeof school> = {
  name: NAME,
  phase: listed('What kind of school it is.', 'An infant school: primary.', 'The age of one class.'),
  nearestSiteId: guide(
    'The library whose community it is in.',
    'The school across the road: this library.',
    'The one with most room.',
    'Measure 7.5',
  ),
  urn: listed('Its national number, which never changes.', '123456', 'A telephone number.'),
  pupils: guide('Pupils on the roll.', '187', 'Pupils of one class.', 'Measure 7.5 in context'),
  note: LIST_NOTE,
}

export const partnerGuides: GuidesOf<typeof partner> = {
  name: NAME,
  sector: listed('What kind of organisation it is.', 'A college: adult learning.', 'Who pays it.'),
  area: listed('Where it works.', 'The name of a town.', 'Somebody’s address.'),
  note: LIST_NOTE,
}

export const registrationOfficeGuides: GuidesOf<typeof registrationOffice> = {
  name: NAME,
  nearestSiteId: listed(
    'The library nearest to it.',
    'The one in the same town.',
    'The library of one family.',
  ),
  note: LIST_NOTE,
}

export const calendarPeriodGuides: GuidesOf<typeof calendarPeriod> = {
  name: NAME,
  type: listed('What the days are.', 'Easter holidays: school holiday.', 'A day with few staff.'),
  fromDay: listed('The first of the days.', '24 December', 'The day before.'),
  untilDay: listed('The last of the days.', '1 January', 'The day it opens again.'),
  siteIds: listed(
    'The sites it holds for; blank for all.',
    'Only one library is decorated: that one.',
    'All of them, one by one.',
  ),
  note: LIST_NOTE,
}

export const volunteerRoleGuides: GuidesOf<typeof volunteerRole> = {
  name: NAME,
  order: ORDER,
  openedIn: guide(
    'The month a new role was opened.',
    'April 2026',
    'The month it was first filled.',
    'Action 8h',
  ),
  note: LIST_NOTE,
}

export const targetGroupGuides: GuidesOf<typeof targetGroup> = {
  name: NAME,
  order: ORDER,
  goal: guide(
    'The goal of the equality plan it serves.',
    'As the plan words it.',
    'Your own wording.',
    'Measure 2.3',
  ),
  figureIds: guide(
    'Figures of the community profile that count the group among residents. They must not overlap.',
    'Carers: unpaid carers.',
    'A figure of something else that goes with it.',
    'Gaps to fill',
  ),
  presetIds: guide(
    'Kinds of session that are for the group by what they are.',
    'New families: baby and toddler rhyme.',
    'A kind that some of them come to as well.',
    'Gaps to fill',
  ),
  planWords: guide(
    'Words by which the plan names the group, as they stand in the text of its actions.',
    'As the plan words it.',
    'Your own wording.',
    'Gaps to fill',
  ),
  note: LIST_NOTE,
}

const TARGETS = 'Progress against targets'

export const targetGuides: GuidesOf<typeof target> = {
  measure: guide(
    'What is counted towards it.',
    'Attendances at sessions.',
    'A wish without a number.',
    TARGETS,
  ),
  siteId: guide(
    'The site it is for; blank for the county.',
    'One library.',
    'Every site, one by one.',
    TARGETS,
  ),
  year: guide('The calendar year the financial year begins in.', '2026/27: 2026.', '2026/27: 2027.', TARGETS),
  value: guide(
    'What the year shall come to, from April to March.',
    'Last year came to 1,150: 1,200.',
    'The figure of one quarter.',
    TARGETS,
  ),
  byQuarter: guide(
    'How it spreads over the year. The quarters add up to the target.',
    'More in the summer quarter, because of the Summer Reading Challenge.',
    'A quarter of it in each quarter.',
    TARGETS,
  ),
  proposed: guide(
    'What was worked out from residents, past attendance and season, before anybody changed it.',
    'Proposed 1,180, set to 1,200: 1,180.',
    'Last year’s target.',
    TARGETS,
  ),
  note: guide('Why it is what it is.', '“A second Rhyme Time begins in May.”', 'A name.', TARGETS),
}

const MAPPED = 'Measure 1.2'

export const climateServiceGuides: GuidesOf<typeof climateService> = {
  name: guide(
    'One service that the plan asks to be mapped.',
    '“Home Library Service”',
    'A person, or one building.',
    MAPPED,
  ),
  stage: guide(
    'How far its mapping to the council’s Climate Action Plan has come.',
    'Final, once it is agreed.',
    'Final, while it waits for comments.',
    MAPPED,
  ),
  finalOn: guide(
    'The day the mapping was agreed.',
    'The day of the meeting.',
    'The day it was typed in.',
    MAPPED,
  ),
  note: LIST_NOTE,
}

const TARGET = 'The Progress screens, and the colour of the measure'

export const measureTargetGuides: GuidesOf<typeof measureTarget> = {
  measure: guide(
    'The measure whose first figure it is for.',
    '3.1, for contacts.',
    'A second figure of the measure, such as a share beside a count.',
    TARGET,
  ),
  year: guide('The year the financial year starts in.', '2026 for 2026/27', '2027 for January 2027.', TARGET),
  value: guide(
    'What is wanted by the end of the year; a rate or percentage as it is to stand.',
    '10,000 contacts in the year.',
    'A quarter of the year’s number: the year is spread over its quarters by itself.',
    TARGET,
  ),
  area: guide(
    'The district whose sites it is for, written as their own records have it; blank for the whole county.',
    'A district’s name, for its libraries together.',
    'A single library: its own list keeps its targets.',
    TARGET,
  ),
  due: guide(
    'The quarter in which a milestone is due as a whole.',
    'Q1, for services mapped by June.',
    'The best quarter of something that goes on all year.',
    TARGET,
  ),
  note: LIST_NOTE,
}

const HIDDEN = 'The Progress screens: what is shown as x'

export const outputSettingGuides: GuidesOf<typeof outputSetting> = {
  smallNumbers: guide(
    'Figures about fewer people than this are not shown, nor what would give them back. 0 people is shown.',
    '5, so that 4 contacts at a site are an x.',
    'A number for attendances: headcounts of sessions are always shown.',
    HIDDEN,
  ),
  crossTabulation: guide(
    'The same for numbers of people by ethnic group, disability, caring or language.',
    '10, so that 9 disabled volunteers are an x.',
    'A number for how many volunteers there are.',
    HIDDEN,
  ),
  note: LIST_NOTE,
}

export const championGuides: GuidesOf<typeof champion> = {
  code: listed('What they are known by: a staff code or a post.', '“FEN-2”, “Senior assistant”', 'A name.'),
  siteId: listed('The site they work at.', 'The library they mostly work at.', 'Where they were trained.'),
  isLead: listed(
    'Whether they lead the champions.',
    'Calls the others together: yes.',
    'A manager who does not.',
  ),
  trainedOn: listed('The day of their training.', 'The day of the course.', 'The day they asked for it.'),
  until: listed('The last day they are one.', 'The day they left.', 'When a refresher is due.'),
  note: LIST_NOTE,
}
