import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { volunteerReach } from '#domain/place/volunteer-reach.ts'
import { hoursOn } from '#domain/place/week-hours.ts'
import { accessProfile } from '#domain/records/kinds/access-profile.ts'
import { volunteerSurvey } from '#domain/records/kinds/volunteer-survey.ts'
import { localDate } from '#domain/time/local-date.ts'
import { oxfordshire } from '#support/reference.ts'

const TODAY = localDate('2026-10-14')

describe('hours that staff put in', () => {
  const kept = (body: object, deleted = false) => ({ body: { ...accessProfile.example, ...body }, deleted })

  test('those hold that began last and have not ended; until there are any there are none', () => {
    expect(hoursOn([], TODAY)).toBeNull()
    const hours = hoursOn(
      [
        kept({ fromDay: '2025-01-01', untilDay: null, staffed: { mon: 60 } }),
        kept({ fromDay: '2026-04-01', untilDay: null }),
        kept({ fromDay: '2026-09-01', untilDay: '2026-09-30' }),
        kept({ fromDay: '2026-12-01', untilDay: null }),
        kept({ fromDay: '2026-10-01', untilDay: null }, true),
      ],
      TODAY,
    )
    expect(hours?.fromDay).toBe('2026-04-01')
    expect(hours?.days[0]).toEqual({ day: 'Monday', staffed: 8, unstaffed: 0 })
    expect(hours?.days[1]).toEqual({ day: 'Tuesday', staffed: 0, unstaffed: 0 })
    expect(hours?.days[5]).toEqual({ day: 'Saturday', staffed: 3.5, unstaffed: 2 })
  })
})

describe('who volunteers', async () => {
  const county = (await oxfordshire())('community-profile').find(
    ({ body }) => body.areaType === 'county',
  )?.body
  if (county === undefined) throw new Error('no county')
  const survey = v.parse(volunteerSurvey.body, volunteerSurvey.example)

  test('a share is of those who said, beside the same share of residents', () => {
    const shares = volunteerReach(survey, county)
    expect(shares.find(({ label }) => label === 'Unpaid carers')).toEqual({
      label: 'Unpaid carers',
      isHidden: false,
      ofVolunteers: (100 * 41) / 233,
      ofResidents: 7.7,
    })
    // 14 of 219: those who did not say are not among them.
    expect(shares.find(({ label }) => label.startsWith('Asian'))?.ofVolunteers).toBeCloseTo(6.39, 2)
  })

  test('fewer than five are hidden, and so is a group whose remainder is fewer than five', () => {
    const few = {
      ...survey,
      byDisability: { disabled: 4, 'not-disabled': 60 },
      byCaring: { carer: 60, 'not-carer': 2 },
    }
    const hidden = volunteerReach(few, county).filter(({ isHidden }) => isHidden)
    expect(hidden.map(({ label, ofVolunteers }) => [label, ofVolunteers])).toEqual([
      ['Disabled people', null],
      ['Unpaid carers', null],
    ])
  })

  test('what was not asked is not there, and is no 0', () => {
    expect(volunteerReach({ ...survey, byCaring: {} }, county).map(({ label }) => label)).not.toContain(
      'Unpaid carers',
    )
  })
})
