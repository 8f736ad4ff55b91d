/** What the bench of the entries runs inside a page of the app, over the app's own database and code. */
import { liveQuery } from 'dexie'
import { browserDevice } from '#client/data/device.ts'
import { findEntries, findInNotes } from '#client/data/find-entries.ts'
import type { EntryFilter } from '#client/data/find-filter.ts'
import { createRecord } from '#client/data/save.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { withNames } from '#client/data/search-labels.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { digitalHelp } from '#domain/records/kinds/digital-help.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { bringIn } from './bring-in.ts'

const SITES = 44
const OF_A_SITE = 500
const TITLES = 12
const PRESETS = 9
const DAYS = 3 * 365
const PAGE = 50

/** The tablet of the page that the bench runs in. */
export async function tablet(): Promise<Tablet> {
  const device = browserDevice('bench')
  if (device === undefined) throw new Error('no IndexedDB')
  const opened = await openTablet(device)
  if (opened.state !== 'ready') throw new Error(opened.state)
  return opened.tablet
}

/** One in thirty is called like no other, as an author's talk is; all others by one of the site's twelve names. */
function titleAt(index: number, site: number): string {
  if (index === 3) return 'Zeppelin evening'
  return index % 30 === 17 ? `Talk ${index}` : `Club ${site} ${index % TITLES}`
}

/** Three years of 44 sites; one in forty has a note, one in fifty is digital help. */
export function aCopy(index: number): StoredRecord {
  const day = addDays(localDate('2024-01-01'), (index * 7919) % DAYS)
  // A feed brings one site after another.
  const site = Math.floor(index / OF_A_SITE) % SITES
  const isHelp = index % 50 === 49
  const title = titleAt(index, site)
  const note = index === 5 ? 'The unicorn came' : index % 40 === 0 ? 'The heating was off' : ''
  const session = {
    ...eventSession.example,
    day,
    title,
    presetId: `preset/kind-${(index % TITLES) % PRESETS}`,
    counts: { '0': { split: 'none', total: index % 40 } },
    note,
  }
  return {
    id: `entry-${String(index).padStart(6, '0')}`,
    kind: isHelp ? 'digital-help' : 'event-session',
    scope: `site/bench-${site}`,
    day,
    rev: 1,
    seq: index + 1,
    deleted: false,
    schema: 1,
    history: [],
    body: isHelp ? { ...digitalHelp.example, day } : session,
  }
}

let stored = 0

/** Brings entries in until there are `count`. @returns milliseconds for each thousand */
export async function fill(count: number): Promise<number> {
  const own = await tablet()
  const from = stored
  const start = performance.now()
  await bringIn(own, count - from, (index) => aCopy(from + index))
  stored = count
  return ((performance.now() - start) / (count - from)) * 1000
}

/** Milliseconds to a session that is saved, disk included, time after time. */
export async function saves(runs: number): Promise<readonly number[]> {
  const own = await tablet()
  const times: number[] = []
  for (let done = 0; done < runs; done += 1) {
    const body = { ...eventSession.example, title: `Club 7 ${done % TITLES}` }
    const start = performance.now()
    await createRecord(own, { kind: 'event-session', scope: 'site/bench-7', body })
    times.push(performance.now() - start)
  }
  return times
}

const ALL: EntryFilter = {
  scope: null,
  words: [],
  kind: null,
  presetId: null,
  state: null,
  from: null,
  until: null,
}

const SEARCHES: Readonly<Record<string, Partial<EntryFilter>>> = {
  'everything, newest first': {},
  'one site': { scope: 'site/bench-7' },
  'a rare kind at one site': { scope: 'site/bench-7', kind: 'digital-help' },
  'a kind that is rare': { kind: 'digital-help' },
  'sessions of one preset': { kind: 'event-session', presetId: 'preset/kind-4' },
  'a word in every name': { words: ['club'] },
  'a name of one site': { words: ['club', '7', '11'] },
  'a word in one entry of all': { words: ['zeppelin'] },
  'a word in three thousand names': { words: ['talk'] },
  'such a word, up to a year ago': { words: ['talk', '7'], until: localDate('2025-06-30') },
  'a word in no entry': { words: ['hippopotamus'] },
  'a month two years ago': { from: localDate('2024-02-01'), until: localDate('2024-02-29') },
}

const NOTES: Readonly<Record<string, readonly string[]>> = {
  'a word in one note of all': ['unicorn'],
  'a word in nearly every note': ['heating'],
  'a word in no note': ['hippopotamus'],
}

function firstOf(run: () => Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const watched = liveQuery(run).subscribe({
      next: () => {
        resolve()
        watched.unsubscribe()
      },
      error: reject,
    })
  })
}

/** Milliseconds to the first page of entries, by search. */
export async function searches(runs: number): Promise<Readonly<Record<string, readonly number[]>>> {
  const { db } = await tablet()
  const times: Record<string, number[]> = {}
  const timed = async (what: string, run: () => Promise<unknown>): Promise<void> => {
    const start = performance.now()
    // As the screen reads: what a live query watches costs something too.
    await firstOf(run)
    times[what] = [...(times[what] ?? []), performance.now() - start]
  }
  const names = (id: string): string => id
  for (let done = 0; done < runs; done += 1) {
    let labels = withNames([], names)
    await timed('learning the names, once a visit', async () => {
      labels = withNames(await db.names.toArray(), names)
    })
    for (const [what, part] of Object.entries(SEARCHES)) {
      await timed(what, () => findEntries(db, { ...ALL, ...part }, labels, PAGE))
    }
    for (const [what, words] of Object.entries(NOTES)) {
      await timed(what, () => findInNotes(db, { ...ALL, words }, PAGE))
    }
  }
  return times
}
