import { useLiveQuery } from 'dexie-react-hooks'
import {
  bodyBeforeMerge,
  type KeptForSite,
  type Merge,
  mergedSite,
  type MergeProblem,
  mergeProblem,
  planMerge,
  reopenedSite,
} from '#domain/place/merge-sites.ts'
import { mergeOf, type MergeStep } from '#domain/place/site.ts'
import { type Body, type BodyOf, readBody, type RecordKind } from '#domain/records/registry.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { authorityRecords, type Held } from './authority.ts'
import type { Database } from './database.ts'
import { readEntry } from './entries.ts'
import { readList } from './lists.ts'
import { type SaveResult, saveTogether, type Write } from './save.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

async function keptIn<Kind extends RecordKind>(
  db: Database,
  kind: Kind,
  scope: string,
): Promise<readonly Held<Kind>[]> {
  return (await readList(db, kind, scope)).flatMap(({ id, body, deleted }) => {
    const read: BodyOf<Kind> | null = deleted ? null : readBody(kind, body)
    return read === null ? [] : [{ id, body: read }]
  })
}

async function readKept(db: Database, siteId: string): Promise<KeptForSite> {
  return {
    series: await keptIn(db, 'series', siteId),
    volunteers: await keptIn(db, 'volunteer', siteId),
    openingHours: await keptIn(db, 'access-profile', siteId),
    schools: await keptIn(db, 'school', AUTHORITY_SCOPE),
    offices: await keptIn(db, 'registration-office', AUTHORITY_SCOPE),
  }
}

/** What a merge would find in a site's lists; `undefined` until read. */
export function useKeptForSite(siteId: string): KeptForSite | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readKept(db, siteId), [db, siteId])
}

type MergeResult = SaveResult | { readonly ok: false; readonly code: MergeProblem }

/** Merges a site into another, with all that goes along, as one save: all of it is on disk, or nothing is. */
export async function mergeSites(tablet: Tablet, merge: Merge): Promise<MergeResult> {
  const { db } = tablet
  const problem = mergeProblem(await authorityRecords(db, 'site'), merge)
  if (problem !== null) return { ok: false, code: problem }
  const plan = planMerge(await readKept(db, merge.fromId), merge, tablet.newId)
  const writes = await Promise.all([
    siteWrite(db, merge.fromId, (site) => mergedSite(site, merge, plan.steps)),
    ...plan.changed.map(({ id, body }) => seenWrite(db, id, body)),
  ])
  const made = plan.made.map(({ kind, id, body }) => ({ kind, scope: merge.intoId, body, newId: id }))
  return saveTogether(tablet, [...writes.flat(), ...made])
}

/** Opens a merged site again. What the merge did to other records is undone where nobody has changed it since. */
export async function undoMerge(tablet: Tablet, siteId: string): Promise<SaveResult> {
  const { db } = tablet
  const site = (await authorityRecords(db, 'site')).find(({ id }) => id === siteId)?.body
  const merge = site === undefined ? null : mergeOf(site)
  if (site === undefined || merge === null) return { ok: false, code: 'not-found', fields: [] }
  const writes = await Promise.all([
    siteWrite(db, siteId, reopenedSite),
    ...site.mergeSteps.map((step) => undoStep(db, step, { ...merge, fromId: siteId })),
  ])
  return saveTogether(tablet, writes.flat())
}

async function undoStep(db: Database, step: MergeStep, merge: Merge): Promise<readonly Write[]> {
  const entry = await readEntry(db, step.id)
  if (entry === null) return []
  const { id, seen } = entry
  if (step.did === 'made') return [{ id, seen, action: 'void' }]
  const body = bodyBeforeMerge(entry.body, step, merge)
  return body === null ? [] : [{ id, seen, body }]
}

async function siteWrite(
  db: Database,
  id: string,
  change: (site: BodyOf<'site'>) => BodyOf<'site'>,
): Promise<readonly Write[]> {
  const entry = await readEntry(db, id)
  const body = entry === null ? null : readBody('site', entry.body)
  return entry === null || body === null ? [] : [{ id, seen: entry.seen, body: change(body) }]
}

async function seenWrite(db: Database, id: string, body: Body): Promise<readonly Write[]> {
  const entry = await readEntry(db, id)
  return entry === null ? [] : [{ id, seen: entry.seen, body }]
}
