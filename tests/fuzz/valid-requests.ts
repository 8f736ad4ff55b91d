import { createHmac } from 'node:crypto'
import { entitySet, registry } from '#domain/records/registry.ts'
import { pullInBrief } from '#sync/brief-pull.ts'
import { PAGE_LIMIT_BYTES, PROTOCOL_VERSION, WHOLE_COUNTY } from '#sync/messages.ts'
import type { Operation } from '#sync/operation.ts'
import type { Chance } from './chance.ts'
import { anOperation } from './first-work.ts'
import { fileKeyOf, type FuzzTablet, type Known, type KnownRecord } from './known.ts'
import type { Json } from './spoil-values.ts'

/** Every address that takes a body. */
export const POSTED = {
  push: '/api/sync/push',
  pull: '/api/sync/pull',
  receipt: '/api/sync/receipt',
  carry: '/api/sync/carry',
  fork: '/api/sync/fork',
  enrol: '/api/enrol',
  offer: '/api/enrol/offer',
} as const
export type Posted = keyof typeof POSTED

/** A body that the server would take from this tablet, as the seed of a spoilt one. */
export function validBody(posted: Posted, tablet: FuzzTablet, known: Known, chance: Chance): Json {
  const named = { protocol: PROTOCOL_VERSION, lineage: tablet.lineage } as const
  switch (posted) {
    case 'push': {
      const protocol = chance.often(0.1) ? 1 : PROTOCOL_VERSION
      return json({ ...named, protocol, epoch: known.epoch, ops: operations(tablet, known, chance) })
    }
    case 'pull': {
      const asked = { ...named, ...pull(known, chance) } as const
      return json((chance.often(0.4) ? pullInBrief(asked, null) : null) ?? asked)
    }
    case 'receipt':
      return json({ ...named, opId: chance.uuid(), n: chance.below(1e6) + 1, text: '{"opId":' })
    case 'carry': {
      const of = chance.often(0.1) ? { ...tablet, lineage: chance.uuid() } : chance.pick(known.tablets)
      return json({
        ...named,
        of: of.lineage,
        ops: operations(of, known, chance).map((op) => line(op, of, chance)),
      })
    }
    case 'fork':
      return json({
        ...named,
        newLineage: chance.uuid(),
        firstN: chance.below(50) + 1,
        credential: chance.token(43),
      })
    case 'enrol': {
      const site = chance.pick(['site/abingdon', 'site/wychwood', WHOLE_COUNTY])
      const code = chance.pick(chance.often(0.7) ? known.codes : known.deadCodes)
      return json({ credential: chance.token(43), code, lineage: chance.uuid(), site, name: 'Sam Patel' })
    }
    case 'offer':
      return json({ code: chance.pick(chance.often(0.5) ? known.codes : known.deadCodes) })
  }
}

/** As JSON and back, so that what is spoilt shares nothing with anything else. */
function json(value: unknown): Json {
  // What came out of JSON is JSON.
  return JSON.parse(JSON.stringify(value)) as Json
}

function pull(
  { epoch, opIds }: Known,
  chance: Chance,
): Omit<Parameters<typeof pullInBrief>[0], 'protocol' | 'lineage'> {
  const scopes = {
    authority: chance.below(15),
    'site/abingdon': chance.below(9),
    'site/wychwood': chance.below(3),
  }
  return {
    epoch: chance.often(0.8) ? epoch : chance.pick([null, chance.uuid()]),
    entitySet: entitySet(),
    scopes,
    limitBytes: chance.pick([1024, 4096, PAGE_LIMIT_BYTES]),
    asks: chance.often(0.3) ? opIds.slice(0, 3) : [],
    full: chance.often(0.2),
    ...(chance.often(0.4)
      ? {
          heartbeat: {
            maxN: 9,
            pending: [
              [5, 5],
              [7, 9],
            ],
            oldestAt: 1,
          },
        }
      : {}),
  }
}

function line(op: Operation, of: FuzzTablet, chance: Chance): object {
  const text = JSON.stringify(op)
  const mac = createHmac('sha256', fileKeyOf(of)).update(text).digest('hex')
  return { text, mac: chance.often(0.7) ? mac : chance.pick([null, chance.token(64), '']) }
}

function operations(tablet: FuzzTablet, known: Known, chance: Chance): Operation[] {
  const from = chance.below(chance.often(0.3) ? 80 : 1e6) + 1
  return Array.from({ length: 1 + chance.below(3) }, (_, index) =>
    operation(tablet, known, chance, from + index),
  )
}

const peopleMake = registry.filter((definition) => definition.madeBy !== 'server').map(({ kind }) => kind)
const authorityKinds = new Set(registry.filter(({ home }) => home === 'authority').map(({ kind }) => kind))

function operation(tablet: FuzzTablet, known: Known, chance: Chance, n: number): Operation {
  const parentN = chance.often(0.2) ? Math.max(1, n - 1 - chance.below(3)) : null
  const supersedes = chance.often(0.1) ? chance.pick(known.opIds) : null
  const more = { n, parentN: parentN === n ? null : parentN, supersedes }
  if (chance.often(0.4)) {
    const may = peopleMake.filter((kind) => tablet.siteId === null || !authorityKinds.has(kind))
    // A closed quarter would have everything after it refused.
    const kind = chance.pick(may.filter((each) => each !== 'quarter-close'))
    return anOperation(tablet, chance, { ...more, kind: chance.often(0.5) ? 'event-session' : kind })
  }
  const record = chance.pick(chance.often(0.8) ? known.records : made(known))
  return anOperation(tablet, chance, { ...more, ...change(record, known, chance) })
}

function made({ records }: Known): readonly KnownRecord[] {
  return records.filter(({ kind }) => kind === 'conflict' || kind === 'review')
}

function change({ id, kind, scope }: KnownRecord, known: Known, chance: Chance): Partial<Operation> {
  const base = chance.often(0.7) ? { epoch: known.epoch, rev: 1 + chance.below(6) } : null
  const about = { recordId: id, kind, scope, base }
  const supersedes = chance.pick(known.opIds)
  const reason = chance.pick(['Entered twice', null])
  switch (chance.weighed({ patch: 5, void: 1, restore: 1, resolve: 4, withdraw: 1 })) {
    case 'patch': {
      const set = chance.pick([
        { title: 'Songs' },
        { note: 'Rain' },
        { 'counts/door-2': { split: 'none', total: 3 } },
      ])
      return { ...about, action: 'patch', set, was: chance.often(0.5) ? { title: 'Rhyme Time' } : {} }
    }
    case 'void':
      return { ...about, action: 'void', set: {} }
    case 'restore':
      return { ...about, action: 'restore', set: {} }
    case 'resolve': {
      if (kind === 'conflict')
        return { ...about, action: 'resolve', set: { state: 'resolved', choice: 'mine' } }
      const state = chance.pick(['accepted', 'declined'])
      return { ...about, action: 'resolve', set: { state, reason, about: chance.pick(known.records).id } }
    }
    case 'withdraw':
      return { ...about, action: 'withdraw', supersedes, set: { reason: reason ?? '' } }
  }
}
