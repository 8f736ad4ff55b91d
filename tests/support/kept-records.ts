import { randomUUID } from 'node:crypto'
import { definitionOf, type RecordKind } from '#domain/records/registry.ts'
import type {
  ArrivedOperation,
  Decision,
  Installation,
  KeptRecord,
  RecordStore,
  SettleView,
} from '#server/storage/record-store.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'

/** Tue 14 Oct 2025, 10:00 UTC. */
export const NOW = Date.UTC(2025, 9, 14, 10)

/** A record as the server keeps it, with its kind's example for a body, changed as a test needs. */
export function aKept(kind: RecordKind, more: Partial<KeptRecord> & { readonly id: string }): KeptRecord {
  const definition = definitionOf(kind)
  if (definition === undefined) throw new RangeError(`There is no kind ${kind}`)
  return {
    kind,
    scope: 'site/abingdon',
    day: null,
    rev: 1,
    seq: 1,
    deleted: false,
    schema: 1,
    body: definition.example,
    history: [],
    writers: {},
    sharedRev: 0,
    ...more,
  }
}

export function digestOf(records: readonly KeptRecord[]): string {
  return changeDigest(EMPTY_DIGEST, [], records.map(copyHash))
}

/** A service with two sites and a preset in its authority scope, and an empty scope for each site. */
export function anInstallation(serviceId: string): Installation {
  const authority = { scope: 'authority' }
  const records = [
    aKept('site', { id: 'site/abingdon', ...authority, seq: 1 }),
    aKept('site', { id: 'site/wychwood', ...authority, seq: 2 }),
    aKept('preset', { id: 'preset/rhyme', ...authority, seq: 3 }),
  ]
  const empty = { head: 0, floor: 0, digest: EMPTY_DIGEST }
  return {
    service: { id: serviceId, name: 'Testshire libraries', epoch: randomUUID() },
    scopes: [
      { id: 'authority', head: 3, floor: 0, digest: digestOf(records) },
      { id: 'site/abingdon', ...empty },
      { id: 'site/wychwood', ...empty },
    ],
    records,
    installedAt: NOW,
  }
}

/** An operation as it arrives, of a session at Abingdon, changed as a test needs. */
export function anArrival(
  lineage: string,
  n: number | null,
  more: Partial<ArrivedOperation> = {},
): ArrivedOperation {
  return {
    opId: randomUUID(),
    lineage,
    n,
    recordId: 'session-1',
    scope: 'site/abingdon',
    hash: `hash ${n}`,
    payload: `{"n":${n}}`,
    outcome: null,
    proven: true,
    ...more,
  }
}

export function decideNothing(): Decision {
  return { outcomes: [], records: [], scopes: new Map() }
}

/** Writes each unsettled operation's text into its record and counts on, as judging does. */
export function decideAll(view: SettleView): Decision {
  const records = new Map(view.records)
  const scopes = new Map(view.scopes)
  const outcomes = view.operations.flatMap(({ opId, recordId, scope, payload }) => {
    const state = scopes.get(scope)
    if (state === undefined) return []
    const before = records.get(recordId)
    const after = aKept('event-session', {
      id: recordId,
      scope,
      rev: (before?.rev ?? 0) + 1,
      seq: state.head + 1,
      body: { note: payload },
    })
    records.set(recordId, after)
    const out = before === undefined ? [] : [copyHash(before)]
    scopes.set(scope, { head: after.seq, digest: changeDigest(state.digest, out, [copyHash(after)]) })
    return [
      { opId, outcome: { outcome: 'applied', rev: after.rev, seq: after.seq } as const, standing: false },
    ]
  })
  const changed = [...records.values()].filter((record) => record !== view.records.get(record.id))
  return { outcomes, records: changed, scopes }
}

/** Receives operations of one tablet and takes them all, as a push does. */
export async function take(store: RecordStore, arrived: readonly ArrivedOperation[]): Promise<void> {
  await store.receive(arrived, NOW)
  const lineage = arrived[0]?.lineage ?? ''
  const recordIds = [...new Set(arrived.flatMap(({ recordId }) => recordId ?? []))]
  const scopes = [...new Set(arrived.flatMap(({ scope }) => scope ?? []))]
  await store.settle({ lineage, recordIds, scopes, judgedAt: NOW }, decideAll)
}
