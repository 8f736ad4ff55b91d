import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { choice, day, usual } from '../fields/kinds-of-field.ts'

/** Somebody was sent to the library by social prescribing. Nothing about the person is kept. */
export const socialReferral = defineEntry({
  kind: 'social-referral',
  label: 'Social prescribing referral',
  plural: 'Social prescribing referrals',
  words: 'link worker GP referred in',
  offered: 'log',
  home: 'site',
  fields: {
    day: day('Day'),
    source: usual(
      choice('Referred by', {
        'link-worker': 'Link worker',
        gp: 'GP',
        self: 'Themselves',
        other: 'Somebody else',
      }),
    ),
    attendedFirst: usual(
      choice('Came to a first session', {
        'not-yet': 'Not yet',
        yes: 'Yes',
        no: 'No',
      }),
    ),
  },
  titled: ['source', 'attendedFirst'],
  policies: {},
  day: (body) => body.day,
  example: { day: localDate('2026-10-14'), source: 'link-worker', attendedFirst: 'yes' },
  upgrades: [],
})
