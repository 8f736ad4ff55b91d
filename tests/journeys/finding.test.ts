// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WaysToRead } from '#client/data/find-by-label.ts'
import { findEntries, findInNotes } from '#client/data/find-entries.ts'
import type { EntryFilter } from '#client/data/find-filter.ts'
import { readEntries } from '#client/data/entries.ts'
import { createRecord, voidRecord } from '#client/data/save.ts'
import { withNames } from '#client/data/search-labels.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { definitionOf, type RecordKind } from '#domain/records/registry.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { entryOf, logSession, tabletAt } from '#support/tablets.ts'

const ALL: EntryFilter = {
  scope: null,
  words: [],
  kind: null,
  presetId: null,
  state: null,
  from: null,
  until: null,
}

async function aTablet(site = 'site/wychwood'): Promise<Tablet> {
  return tabletAt(await openServer(), site)
}

async function logKind(tablet: Tablet, kind: RecordKind, part: Record<string, unknown>): Promise<string> {
  const body = { ...definitionOf(kind)?.example, ...part }
  const saved = await createRecord(tablet, { kind, scope: 'site/wychwood', body })
  if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)
  return saved.id
}

async function found(
  tablet: Tablet,
  part: Partial<EntryFilter>,
  limit = 50,
  ways?: WaysToRead,
): Promise<readonly string[]> {
  const names = (id: string) => (id === 'preset/digital-class' ? 'Digital class' : id)
  const labels = withNames(await tablet.db.names.toArray(), names)
  return (await findEntries(tablet.db, { ...ALL, ...part }, labels, limit, ways)).entries.map(({ id }) => id)
}

test('entries are found by kind, by preset, by what they are called, by day and by state', async () => {
  const tablet = await aTablet()
  const rhyme = await logSession(tablet)
  const digital = await logSession(
    tablet,
    aSession({
      presetId: 'preset/digital-class',
      title: 'Tablets for beginners',
      day: localDate('2026-10-12'),
    }),
  )
  const help = await logKind(tablet, 'digital-help', { day: '2026-10-13' })
  const stall = await logKind(tablet, 'outreach-contact', { day: '2026-10-11', village: 'Shipton' })

  expect(await found(tablet, {})).toEqual([rhyme, help, digital, stall])
  expect(await found(tablet, { kind: 'digital-help' })).toEqual([help])
  expect(await found(tablet, { kind: 'event-session', presetId: 'preset/digital-class' })).toEqual([digital])
  expect(await found(tablet, { words: ['beginners'] })).toEqual([digital])
  expect(await found(tablet, { words: ['digital'] }), 'the names of kinds and presets count').toEqual([
    help,
    digital,
  ])
  expect(await found(tablet, { words: ['ship'] })).toEqual([stall])
  expect(await found(tablet, { words: ['digital', 'tablets'] })).toEqual([digital])
  expect(await found(tablet, { from: localDate('2026-10-12'), until: localDate('2026-10-13') })).toEqual([
    help,
    digital,
  ])
  expect(await found(tablet, { words: ['rhyme'], until: localDate('2026-10-13') })).toEqual([])
  expect(await found(tablet, { state: 'waiting' })).toEqual([rhyme, help, digital, stall])
  expect(await found(tablet, { state: 'waiting', until: localDate('2026-10-12') })).toEqual([digital, stall])
  expect(await found(tablet, { state: 'attention' })).toEqual([])

  await voidRecord(tablet, digital, (await entryOf(tablet, digital)).seen)
  expect(await found(tablet, { state: 'void' })).toEqual([digital])
  expect(await found(tablet, {}), 'what is void stays in sight').toContain(digital)
})

test('words that only a note holds find the entry too', async () => {
  const tablet = await aTablet()
  const noted = await logSession(tablet, aSession({ note: 'The heating was off' }))
  await logSession(tablet, aSession({ title: 'Heating workshop' }))
  const { entries } = await findInNotes(tablet.db, { ...ALL, words: ['heating', 'off'] }, 10)
  expect(entries.map(({ id }) => id)).toEqual([noted])
})

test('a note is found by the beginnings of its words, all of them, newest first', async () => {
  const tablet = await aTablet()
  const words = ['heating', 'heat', 'off', 'unicorn', 'Projector', 'half-term']
  const all: { id: string; note: string; day: string }[] = []
  for (let count = 1; count < 64; count += 1) {
    const note = words.filter((_, index) => (count & (1 << index)) !== 0).join(', ')
    const session = aSession({ note, day: addDays(localDate('2024-01-01'), (count * 37) % 200) })
    all.push({ id: await logSession(tablet, session), note: note.toLowerCase(), day: session.day })
  }
  all.sort((a, b) => b.day.localeCompare(a.day) || b.id.localeCompare(a.id))
  const asked = [
    ['heat'],
    ['heating'],
    ['off', 'uni'],
    ['proj', 'heat', 'off', 'uni'],
    ['half-term'],
    ['term'],
  ]
  for (const [found, until] of asked.flatMap((one) => [[one, null] as const, [one, '2024-05-01'] as const])) {
    for (const limit of [1, 5, 100]) {
      const fitting = all.filter(
        ({ note, day }) => found.every((word) => note.includes(word)) && (until === null || day <= until),
      )
      const filter = { ...ALL, words: found, until: until === null ? null : localDate(until) }
      const { entries, more } = await findInNotes(tablet.db, filter, limit)
      expect(
        entries.map(({ id }) => id),
        found.join(' '),
      ).toEqual(fitting.slice(0, limit).map(({ id }) => id))
      expect(more).toBe(fitting.length > limit)
    }
  }
  for (const none of [['eating'], ['...'], ['heat', 'none']]) {
    expect((await findInNotes(tablet.db, { ...ALL, words: none }, 10)).entries).toEqual([])
  }
})

test('what is kept in lists is no entry', async () => {
  const tablet = await aTablet()
  await logKind(tablet, 'volunteer', {})
  expect(await found(tablet, {})).toEqual([])
  expect((await readEntries(tablet.db, { scope: null, limit: 10 })).entries).toEqual([])
})

test('whatever is looked for, the entries found are those that fit, newest first, and no others', async () => {
  const tablet = await aTablet()
  const presets = ['preset/one', 'preset/two']
  // What the kind is called counts for every session.
  const calledSessions = `${eventSession.label} ${eventSession.form.words} `
  const titles = ['Rhyme Time', 'Lego Club', 'Lego late', 'Board games']
  const all: { id: string; title: string; presetId: string; day: string }[] = []
  for (let count = 0; count < 120; count += 1) {
    const session = aSession({
      title: count % 5 === 0 ? `Lego number ${count}` : (titles[count % titles.length] ?? ''),
      presetId: presets[count % 3 === 0 ? 0 : 1] ?? '',
      day: addDays(localDate('2024-01-01'), (count * 37) % 900),
      counts: counted(count),
    })
    all.push({ id: await logSession(tablet, session), ...session })
  }
  all.sort((a, b) => b.day.localeCompare(a.day) || b.id.localeCompare(a.id))
  const day = fc.integer({ min: 0, max: 900 }).map((after) => addDays(localDate('2024-01-01'), after))
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        words: fc.constantFrom<readonly string[]>(
          [],
          ['lego'],
          ['lego', 'late'],
          ['lego', 'number'],
          ['number', '15'],
          ['time'],
          ['group'],
          ['nothing'],
        ),
        presetId: fc.constantFrom(null, ...presets),
        from: fc.option(day),
        until: fc.option(day),
        scope: fc.constantFrom(null, 'site/wychwood', 'site/abingdon'),
      }),
      fc.integer({ min: 1, max: 130 }),
      // Few entries are here: with other costs each way of reading them has its turn.
      fc.record({ rowsPerLabel: fc.constantFrom(0, 1, 1000), entries: fc.constantFrom(10, 1000) }),
      async ({ words, presetId, from, until, scope }, limit, ways) => {
        const fitting = all.filter(
          (one) =>
            scope !== 'site/abingdon' &&
            words.every((word) => `${one.title} ${calledSessions}`.toLowerCase().includes(word)) &&
            (presetId === null || one.presetId === presetId) &&
            (from === null || one.day >= from) &&
            (until === null || one.day <= until),
        )
        const ids = await found(tablet, { words, presetId, from, until, scope }, limit, ways)
        expect(ids).toEqual(fitting.slice(0, limit).map(({ id }) => id))
      },
    ),
    { numRuns: 200 },
  )
})

test('a search on a tablet without any entry finds nothing', async () => {
  const tablet = await aTablet()
  expect(await found(tablet, { words: ['rhyme'] })).toEqual([])
})
