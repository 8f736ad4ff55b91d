import { conflictIdOf } from '#domain/records/conflict.ts'
import { definitionOf } from '#domain/records/registry.ts'
import { reviewIdOf } from '#domain/records/review.ts'
import { fieldsOf } from '#sync/fields.ts'
import { PROTOCOL_VERSION } from '#sync/messages.ts'
import type { Operation } from '#sync/operation.ts'
import type { TestServer } from '#support/server.ts'
import type { Chance } from './chance.ts'
import type { FuzzTablet, KnownRecord } from './known.ts'

/** So many that no single one gathers thousands of changes that were not taken. */
const SESSIONS = 60

/** A first operation of its kind's example, changed as wished; `opId`, `n` and the record are its own. */
export function anOperation(
  tablet: FuzzTablet,
  chance: Chance,
  more: Partial<Operation> & Pick<Operation, 'n'>,
): Operation {
  const kind = more.kind ?? 'event-session'
  const definition = definitionOf(kind)
  return {
    opId: chance.uuid(),
    lineage: tablet.lineage,
    kind,
    recordId: chance.uuid(),
    scope: definition?.home === 'authority' ? 'authority' : (tablet.siteId ?? 'site/abingdon'),
    action: 'create',
    base: null,
    parentN: null,
    set: fieldsOf(definition?.example ?? {}, definition?.policies ?? {}),
    was: {},
    actor: { personId: 'person-1', name: 'Asha', proof: 'kiosk' },
    at: Date.UTC(2026, 9, 14, 10),
    clockOffset: null,
    schema: 1,
    app: 'fuzz',
    supersedes: null,
    ...more,
  }
}

/**
 * What tablets did before the run: sessions, one with a conflict, a review nobody has decided, a question,
 * a held change and a refused one.
 */
export async function firstWork(
  { app }: TestServer,
  tablets: readonly FuzzTablet[],
  { epoch, chance }: { readonly epoch: string; readonly chance: Chance },
): Promise<{ readonly records: readonly KnownRecord[]; readonly opIds: readonly string[] }> {
  const [abingdon, wychwood, county] = tablets
  if (abingdon === undefined || wychwood === undefined || county === undefined)
    throw new RangeError('Three tablets')
  const push = async (tablet: FuzzTablet, ops: readonly Operation[]): Promise<void> => {
    const body = JSON.stringify({ protocol: PROTOCOL_VERSION, lineage: tablet.lineage, epoch, ops })
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tablet.credential}` }
    const response = await app.request('/api/sync/push', { method: 'POST', headers, body })
    if (!response.ok)
      throw new Error(`The first work was answered ${response.status}: ${await response.text()}`)
  }
  const sessions = Array.from({ length: SESSIONS }, (_, n) => anOperation(abingdon, chance, { n: n + 1 }))
  const [first] = sessions
  if (first === undefined) throw new RangeError('No session')
  const about = {
    recordId: first.recordId,
    scope: first.scope,
    action: 'patch',
    base: { epoch, rev: 1 },
  } as const
  const title = { was: { title: 'Rhyme Time' } }
  const early = anOperation(county, chance, { n: 1, ...about, ...title, set: { title: 'Songs' } })
  const late = anOperation(abingdon, chance, {
    n: SESSIONS + 1,
    ...about,
    ...title,
    set: { title: 'Rhymes' },
  })
  const held = anOperation(abingdon, chance, {
    n: SESSIONS + 3,
    ...about,
    parentN: SESSIONS + 2,
    set: { note: 'Rain' },
  })
  const refused = anOperation(abingdon, chance, { n: SESSIONS + 4, set: { title: 'Nothing else' } })
  const question = anOperation(abingdon, chance, { n: SESSIONS + 5, kind: 'question' })
  const elsewhere = anOperation(wychwood, chance, { n: 1, ...about, ...title, set: { title: 'Not ours' } })
  await push(abingdon, sessions)
  await push(county, [early])
  await push(abingdon, [late, held, refused, question])
  await push(wychwood, [elsewhere, anOperation(wychwood, chance, { n: 2 })])
  const made = [
    { id: conflictIdOf(late.opId), kind: 'conflict', scope: first.scope },
    { id: reviewIdOf(elsewhere.opId), kind: 'review', scope: first.scope },
    { id: 'site/wychwood', kind: 'site', scope: 'authority' },
    { id: 'preset/story-time', kind: 'preset', scope: 'authority' },
  ]
  const logged = [...sessions, question].map(({ recordId: id, kind, scope }) => ({ id, kind, scope }))
  const all = [...sessions, early, late, held, refused, question, elsewhere]
  return { records: [...logged, ...made], opIds: all.map(({ opId }) => opId) }
}
