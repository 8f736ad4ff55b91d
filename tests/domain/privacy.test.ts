import { expect, test } from 'vitest'
import { privateFields, publicBody } from '#domain/records/privacy.ts'
import { registry } from '#domain/records/registry.ts'

/**
 * Every field a person can type words into, with what it holds. A new one has to be thought about and put
 * here, or the test below fails. A note is about the entry and is warned about when it seems to name somebody.
 */
const WORDS_HELD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'event-session': {
    title: 'an activity',
    note: 'a note',
    stateReason: 'why it did not take place',
    changeReason: 'why it differs from the preset',
  },
  preset: { name: 'an activity', title: 'an activity' },
  'measure-target': { area: 'a district', note: 'a note' },
  target: { note: 'a note' },
  'output-setting': { note: 'a note' },
  champion: { code: 'a code', note: 'a note' },
  'climate-service': { name: 'a service', note: 'a note' },
  site: {
    name: 'a site',
    postcode: 'a site',
    districtName: 'a district',
    wardName: 'a ward',
    lsoaCode: 'an area',
    flags: 'a note',
  },
  'volunteer-shift': { note: 'a note' },
  'digital-help': { note: 'a note' },
  'registration-batch': { note: 'a note' },
  'card-activation': { note: 'a note' },
  'membership-drive': { where: 'a place', note: 'a note' },
  'class-visit': { schoolName: 'a school', note: 'a note' },
  'summer-reading-week': { note: 'a note' },
  'business-support': { note: 'a note' },
  'outreach-contact': { village: 'an area', note: 'a note' },
  'home-library-round': { round: 'the code of a round', note: 'a note' },
  'place-action': { savingUnit: 'a unit', savingSource: 'an organisation', note: 'a note' },
  'door-visits': { note: 'a note' },
  'issues-month': { note: 'a note' },
  outage: { note: 'a note' },
  'heritage-online': { note: 'a note' },
  'volunteer-survey': { note: 'a note' },
  idea: { said: 'an idea', did: 'a deed', note: 'a note' },
  story: { title: 'a story nobody is known by', told: 'a story nobody is known by' },
  volunteer: {
    code: 'a code',
    knownAs: 'what a volunteer is called; stays with the site',
    note: 'a note',
  },
  series: { title: 'an activity', note: 'a note' },
  'access-profile': { note: 'a note' },
  agreement: { partner: 'an organisation', nextStep: 'a deed', note: 'a note' },
  'signpost-service': {
    name: 'a service',
    offers: 'a service',
    phone: 'a service',
    web: 'a service',
    area: 'an area',
    note: 'a note',
  },
  school: { name: 'a school', note: 'a note' },
  partner: { name: 'an organisation', area: 'an area', note: 'a note' },
  'registration-office': { name: 'an office', note: 'a note' },
  'calendar-period': { name: 'a span of days', note: 'a note' },
  'volunteer-role': { name: 'a role', note: 'a note' },
  'target-group': { name: 'a group', goal: 'a goal', note: 'a note', planWords: 'words of the plan' },
}

/** What would point at an attendee, a reader, a client or a child, whatever it is called. */
const ABOUT_A_PERSON =
  /birth ?da(y|te)|date of birth|\bdob\b|surname|forename|first ?name|last ?name|full ?name|home ?address|\bgender\b|passport|nhs ?number|card ?number|barcode/i
const ADDRESS_OF_A_SERVICE = new Set(['site address', 'site postcode', 'signpost-service web'])

const forms = registry.flatMap(({ kind, form }) => (form === undefined ? [] : [{ kind, form }]))

test('every field that can hold words holds something that was thought about, and never a person’s name', () => {
  for (const { kind, form } of forms) {
    const typed = Object.entries(form.fields).filter(
      ([, { control }]) => control.type === 'line' || control.type === 'note',
    )
    expect(typed.map(([name]) => name).toSorted(), kind).toEqual(
      Object.keys(WORDS_HELD[kind] ?? {}).toSorted(),
    )
  }
})

test('no field of any kind asks for a person’s name, birth date or address', () => {
  for (const { kind, form } of forms) {
    for (const [name, { label }] of Object.entries(form.fields)) {
      const words = `${name.replace(/([A-Z])/g, ' $1')} ${label}`
      expect(words, kind).not.toMatch(ABOUT_A_PERSON)
      if (/address|postcode/i.test(words))
        expect(ADDRESS_OF_A_SERVICE).toContain(`${kind} ${name}`.toLowerCase())
    }
  }
})

test('contacts about health have no words in them at all, and no time of day', () => {
  for (const { kind, form } of forms.filter(({ kind: one }) => HEALTH.has(one))) {
    for (const { control } of Object.values(form.fields)) {
      expect(['line', 'note', 'time'], kind).not.toContain(control.type)
    }
  }
})

const HEALTH = new Set(['signposting-contact', 'social-referral'])

test('only what a volunteer is called is private to a site, and no export has it', () => {
  const found = forms.flatMap(({ kind }) => [...privateFields(kind)].map((name) => `${kind} ${name}`))
  expect(found).toEqual(['volunteer knownAs'])
  expect(publicBody('volunteer', { code: 'WYC-04', knownAs: 'Sam' })).toEqual({ code: 'WYC-04' })
  const conflict = { recordKind: 'volunteer', fields: { knownAs: { kept: 'Sam' }, code: { kept: 'A' } } }
  expect(publicBody('conflict', conflict)).toEqual({
    recordKind: 'volunteer',
    fields: { code: { kept: 'A' } },
  })
  const review = { recordKind: 'volunteer', set: { knownAs: 'Sam', isUnder25: true } }
  expect(publicBody('review', review)).toEqual({ recordKind: 'volunteer', set: { isUnder25: true } })
})
