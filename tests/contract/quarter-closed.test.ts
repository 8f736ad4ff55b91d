import { expect, test } from 'vitest'
import { openServer } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'

const REFUSED = { outcome: 'refused', code: 'quarter-closed', fields: [] }

/** The county, a branch with a session of 14 October, and the closing of that quarter. */
async function closable() {
  const server = await openServer()
  const county = await enrolTablet(server, 'county')
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create({ day: '2026-10-14' })
  await tablet.push([logged])
  const close = county.create(
    { year: 2026, quarter: 'Q3', closedBy: 'Asha' },
    { kind: 'quarter-close', scope: 'authority' },
  )
  return { county, tablet, logged, close }
}

test('[OUT-6] an entry is refused because its quarter is closed: a new one, a change, a void, and a move out of it or into it', async () => {
  const { county, tablet, logged, close } = await closable()
  const later = tablet.create({ day: '2027-01-04' })
  expect((await county.push([close]))[0]?.outcome).toMatchObject({ outcome: 'applied' })

  const outcomes = await tablet.push([
    tablet.create({ day: '2026-12-31' }),
    tablet.change(logged, { rev: 1, set: { note: 'Rainy' }, was: { note: '' } }),
    tablet.change(logged, { rev: 1, action: 'void' }),
    tablet.change(logged, { rev: 1, set: { day: '2027-01-05' }, was: { day: '2026-10-14' } }),
    later,
    tablet.change(later, { rev: 1, set: { day: '2026-10-15' }, was: { day: '2027-01-04' } }),
  ])

  expect(outcomes.map((receipt) => receipt.outcome)).toEqual([
    REFUSED,
    REFUSED,
    REFUSED,
    REFUSED,
    { outcome: 'applied', rev: 1, seq: 2 },
    REFUSED,
  ])
  expect((await tablet.pull())['site/abingdon']?.rows).toMatchObject([{ rev: 1 }, { rev: 1 }])
})

test('[OUT-6] once the county opens the quarter again, entries about it are taken', async () => {
  const { county, tablet, logged, close } = await closable()
  await county.push([close])
  await county.push([county.change(close, { rev: 1, action: 'void' })])
  const noted = tablet.change(logged, { rev: 1, set: { note: 'Rainy' }, was: { note: '' } })
  expect((await tablet.push([noted]))[0]?.outcome).toEqual({ outcome: 'applied', rev: 2, seq: 2 })
})

test('[OUT-6] closing and opening hold from the next operation on, in one batch or in several', async () => {
  const { county, close } = await closable()
  const entry = () => county.create({ day: '2026-11-02' })
  const batch = [
    entry(),
    close,
    entry(),
    county.change(close, { parentN: close.n, action: 'void' }),
    entry(),
  ].map((op, index) => ({ ...op, n: index + 1, parentN: index === 3 ? 2 : null }))
  expect((await county.push(batch)).map((receipt) => receipt.outcome.outcome)).toEqual([
    'applied',
    'applied',
    'refused',
    'applied',
    'applied',
  ])
})
