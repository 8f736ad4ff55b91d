import { localDate } from '../../time/local-date.ts'
import { defineEntry } from '../fields/define-entry.ts'
import { count, day, hint, note, orBlank, tallies } from '../fields/kinds-of-field.ts'
import { AGE_BAND_LABEL } from '../vocabulary.ts'

/**
 * The yearly survey of volunteers: anonymous, kept as counts by the government’s harmonised groups and
 * never joined to a volunteer’s code.
 */
export const volunteerSurvey = defineEntry({
  kind: 'volunteer-survey',
  label: 'Volunteer survey, a year',
  plural: 'Volunteer surveys',
  words: 'diversity equality anonymous',
  offered: 'log',
  home: 'any',
  fields: {
    day: hint('The day it closed.', day('Closed on')),
    asked: orBlank(count('Volunteers asked', 'people')),
    answered: count('Answers', 'people'),
    byAge: tallies('Age', AGE_BAND_LABEL),
    bySex: tallies('Sex', { female: 'Female', male: 'Male', 'not-said': 'Not said' }),
    byEthnicity: tallies('Ethnic group', {
      asian: 'Asian or Asian British',
      black: 'Black, Black British, Caribbean or African',
      mixed: 'Mixed or multiple',
      white: 'White',
      other: 'Other',
      'not-said': 'Not said',
    }),
    byDisability: tallies('Disability', {
      disabled: 'Disabled',
      'not-disabled': 'Not disabled',
      'not-said': 'Not said',
    }),
    byCaring: tallies('Unpaid caring', {
      carer: 'Carer',
      'not-carer': 'Not a carer',
      'not-said': 'Not said',
    }),
    byLanguage: tallies('Main language', {
      english: 'English',
      other: 'Another language',
      'not-said': 'Not said',
    }),
    note: note(),
  },
  titled: ['day'],
  figure: 'answered',
  policies: { note: 'append' },
  day: (body) => body.day,
  example: {
    day: localDate('2027-02-28'),
    asked: 420,
    answered: 233,
    byAge: { '12-17': 14, '25-64': 90, '65+': 129 },
    bySex: { female: 160, male: 70, 'not-said': 3 },
    byEthnicity: { white: 205, asian: 14, 'not-said': 14 },
    byDisability: { disabled: 30, 'not-disabled': 203 },
    byCaring: { carer: 41, 'not-carer': 192 },
    byLanguage: { english: 220, other: 13 },
    note: 'On paper and online',
  },
  upgrades: [],
})
