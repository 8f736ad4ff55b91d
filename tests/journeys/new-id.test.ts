// @vitest-environment node
import { webcrypto } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { idMaker } from '#client/data/new-id.ts'
import { uuidSchema } from '#sync/operation.ts'

const NOW = Date.UTC(2026, 9, 14, 9)
const aPage = (now = () => NOW) => idMaker(now, (bytes) => webcrypto.getRandomValues(bytes))
const many = (make: () => string) => Array.from({ length: 50_000 }, make)

test('a page never makes an id twice, however many in one millisecond, and neither do two pages', () => {
  const ids = [...many(aPage()), ...many(aPage())]
  expect(new Set(ids).size).toBe(ids.length)
})

test('ids are uuids of version 7 and sort by the millisecond they were made in', () => {
  let ms = NOW
  const ids = Array.from(
    { length: 1000 },
    aPage(() => (ms += 1)),
  )
  expect(ids.every((id) => v.is(uuidSchema, id) && id[14] === '7' && /[89ab]/.test(id[19] ?? ''))).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
})

test('what nobody can guess of the next id of a page is 32 bits, and the rest costs little on the wire', () => {
  const make = aPage()
  const ends = new Set(Array.from({ length: 10_000 }, () => make().slice(-8)))
  expect(ends.size).toBeGreaterThan(9_990)
  const bytesOf = (ids: readonly string[]) => gzipSync(JSON.stringify(ids)).length / ids.length
  expect(bytesOf(Array.from({ length: 500 }, make))).toBeLessThan(10)
  expect(bytesOf(Array.from({ length: 500 }, () => aPage()()))).toBeGreaterThan(12)
})
