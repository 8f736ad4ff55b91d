import { expect, test } from 'vitest'
import {
  correctionDraftKey,
  correctionPath,
  draftPlace,
  entryPath,
  linkKey,
  logDraftKey,
  presetIdOf,
  siteIdOf,
  siteInLink,
} from '#domain/records/link-key.ts'

test('the part of an id that stands in an address leads back to the id', () => {
  expect(siteIdOf(linkKey('site/abingdon'))).toBe('site/abingdon')
  expect(presetIdOf(linkKey('preset/class-visit'))).toBe('preset/class-visit')
})

test('an entry’s address has its whole id as one part, also where reference data named it', () => {
  expect(entryPath('0198-1')).toBe('/entries/0198-1')
  expect(entryPath('target-group/carers').split('/').length).toBe(3)
  expect(correctionPath('site/abingdon')).toBe('/entries/site%2Fabingdon/correct')
})

test('a tablet of a site is always about that site, whatever its address says', () => {
  expect(siteInLink('site/abingdon', 'thame')).toBe('site/abingdon')
})

test('a county tablet is about the site its address names, or about none', () => {
  expect(siteInLink(null, 'thame')).toBe('site/thame')
  expect(siteInLink(null, null)).toBeNull()
  expect(siteInLink(null, '')).toBeNull()
})

test('a draft can be found again from its key', () => {
  expect(draftPlace(logDraftKey('site/abingdon', 'class-visit'))).toEqual({
    form: 'log',
    scope: 'site/abingdon',
    presetKey: 'class-visit',
  })
  expect(draftPlace(correctionDraftKey('0199-ab'))).toEqual({ form: 'correction', entryId: '0199-ab' })
})

test('a draft of a form this build does not have is passed over', () => {
  expect(draftPlace('shift/site/abingdon')).toBeNull()
  expect(draftPlace('log')).toBeNull()
  expect(draftPlace('')).toBeNull()
})
