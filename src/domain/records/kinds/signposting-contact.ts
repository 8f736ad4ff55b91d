import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, day, link, orBlank, when, yesNo, usual } from '../fields/kinds-of-field.ts'

/**
 * One conversation in which somebody was helped on: making every contact count. It has no clock time, no
 * text and nothing about the person.
 */
export const signpostingContact = defineEntry({
  kind: 'signposting-contact',
  label: 'Signposting or health chat',
  plural: 'Signposting and health chats',
  words: 'MECC making every contact count contact advice wellbeing smoking loneliness carers referral',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    half: choice('Part of the day', { morning: 'Morning', afternoon: 'Afternoon or evening' }),
    topic: choice('About', {
      'physical-activity': 'Physical activity',
      weight: 'Healthy weight or diet',
      smoking: 'Smoking',
      alcohol: 'Alcohol',
      'mental-wellbeing': 'Mental wellbeing',
      loneliness: 'Loneliness',
      caring: 'Caring role',
      money: 'Money and cost of living',
      housing: 'Housing or warmth',
      digital: 'Digital access',
      travel: 'Travel',
      other: 'Something else',
    }),
    action: choice('What was done', {
      information: 'Information given',
      signposted: 'Signposted',
      referred: 'Referred with consent',
      'not-wanted': 'No action wanted',
    }),
    depth: usual(
      choice('How deep it went', {
        'chat-started': 'Chat started',
        'very-brief': 'Very brief, under 2 minutes',
        brief: 'Brief, longer than that',
      }),
    ),
    serviceId: when('action', ['signposted', 'referred'], orBlank(link('To', 'signpost-service'))),
    intent: usual(
      choice('What they mean to do', {
        'none-said': 'None said',
        think: 'Will think about it',
        contact: 'Will get in touch',
        'made-contact': 'Got in touch',
      }),
    ),
    isChampion: usual(yesNo('By a MECC champion')),
  },
  titled: ['topic', 'action'],
  policies: {},
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    half: 'morning',
    topic: 'loneliness',
    action: 'signposted',
    depth: 'very-brief',
    serviceId: 'signpost-service/age-uk-befriending',
    intent: 'contact',
    isChampion: true,
  },
  upgrades: [],
})
