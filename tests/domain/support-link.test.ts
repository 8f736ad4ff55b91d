import { expect, test } from 'vitest'
import { facetOf, linkToSupport, supportInLink, type SupportAsked } from '#domain/plan/support-link.ts'

const YEAR = { first: '2026-04', last: '2026-12' }
const asked: SupportAsked = {
  way: 'primary',
  partId: 'priority/3',
  place: { site: null },
  span: YEAR,
}
const read = (link: string, own: string | null = null) =>
  supportInLink(own, new URLSearchParams(link.slice(link.indexOf('?'))))

test('an address of sessions says the part, the place and the months, and is read back as it was meant', () => {
  expect(linkToSupport(null, asked)).toBe(
    '/plan/sessions?way=primary&part=priority%2F3&first=2026-04&last=2026-12',
  )
  for (const place of [{ site: null }, { site: 'site/fennick' }, { site: null, area: 'Vale & Hill' }]) {
    for (const own of [null, 'site/fennick', 'site/saltmere']) {
      expect(read(linkToSupport(own, { ...asked, place }), own)).toMatchObject({ ...asked, place })
    }
  }
  expect(facetOf(asked)).toBe('primary:priority/3')
})

test('sessions of every year together have no months in their address', () => {
  const ever = { ...asked, span: { first: '0000-01', last: '9999-12' } }
  expect(linkToSupport(null, ever)).toBe('/plan/sessions?way=primary&part=priority%2F3')
  expect(read(linkToSupport(null, ever))?.span).toEqual(ever.span)
})

test('an address that names no part of the plan, or no way to support it, is none', () => {
  expect(read('?part=priority/3')).toBeNull()
  expect(read('?way=wish&part=priority/3')).toBeNull()
  expect(read('?way=also')).toBeNull()
  expect(read('?way=also&part=')).toBeNull()
  expect(read('?way=also&part=priority/3&first=April&last=2026-13')?.span).toEqual({
    first: '0000-01',
    last: '9999-12',
  })
})
