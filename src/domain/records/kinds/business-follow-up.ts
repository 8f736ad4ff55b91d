import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, count, day, orBlank, yesNo } from '../fields/kinds-of-field.ts'

/** One anonymous answer to the survey that follows business support after 6 or 12 months. */
export const businessFollowUp = defineEntry({
  kind: 'business-follow-up',
  label: 'Business follow-up answer',
  plural: 'Business follow-up answers',
  words: 'BIPC survey jobs started turnover',
  offered: 'log',
  home: 'any',
  fields: {
    day: day('Day'),
    after: choice('After', { '6-months': '6 months', '12-months': '12 months' }),
    started: choice('The business', {
      started: 'Has started since',
      'already-trading': 'Was trading already',
      'not-started': 'Has not started',
    }),
    jobs: orBlank(count('Jobs made', 'jobs', 500)),
    turnover: orBlank(
      choice('Turnover in a year', {
        none: 'None yet',
        'under-10k': 'Under £10,000',
        '10k-50k': '£10,000 to £50,000',
        '50k-85k': '£50,000 to £85,000',
        'over-85k': 'Over £85,000',
        'not-said': 'Not said',
      }),
    ),
    isIpFiled: yesNo('Intellectual property filed'),
  },
  titled: ['started', 'after'],
  figure: 'jobs',
  policies: {},
  day: (body) => body.day,
  example: {
    day: localDate('2026-10-14'),
    after: '6-months',
    started: 'started',
    jobs: 1,
    turnover: 'under-10k',
    isIpFiled: true,
  },
  upgrades: [],
})
