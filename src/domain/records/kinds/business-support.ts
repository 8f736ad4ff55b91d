import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, day, hint, link, note, orBlank, yesNo, usual } from '../fields/kinds-of-field.ts'

/** Help for people in business. Details of clients belong in the national network’s own system, not here. */
export const businessSupport = defineEntry({
  kind: 'business-support',
  label: 'Business support',
  plural: 'Business support',
  words: 'BIPC business IP centre enquiry one-to-one start-up workshop networking',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    supportType: usual(
      choice('What it was', {
        enquiry: 'Enquiry',
        'one-to-one': 'One-to-one',
        workshop: 'Workshop',
        networking: 'Networking',
        'co-working': 'Co-working day',
        database: 'Database use',
      }),
    ),
    people: count('People', 'people', 500),
    topic: choice('Topic', {
      ip: 'Intellectual property',
      'market-research': 'Market research',
      finance: 'Finance',
      plan: 'Business plan',
      marketing: 'Marketing',
      skills: 'Skills',
      'net-zero': 'Net zero',
      other: 'Something else',
    }),
    stage: orBlank(
      choice('Stage of the business', {
        idea: 'Idea',
        starting: 'Starting, under a year',
        established: 'Established',
        social: 'Social enterprise',
      }),
    ),
    pointId: usual(hint('The hub or spoke it counts for.', orBlank(link('Hub or spoke', 'site')))),
    isWithAdviser: usual(yesNo('With a partner’s adviser')),
    partnerId: usual(orBlank(link('Partner', 'partner'))),
    heardVia: orBlank(
      choice('Heard of it through', {
        library: 'The library',
        council: 'The council',
        'job-centre': 'Job centre',
        social: 'Social media',
        friend: 'Word of mouth',
        partner: 'A partner',
        other: 'Something else',
      }),
    ),
    note: note(),
  },
  titled: ['supportType', 'topic'],
  figure: 'people',
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    supportType: 'one-to-one',
    people: 1,
    topic: 'ip',
    stage: 'starting',
    pointId: 'site/harrow-light',
    isWithAdviser: true,
    partnerId: 'partner/example',
    heardVia: 'partner',
    note: 'Trade mark search',
  },
  upgrades: [],
})
