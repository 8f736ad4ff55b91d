import type { CursorRow, OutboxRow, RecordRow } from '#client/data/database.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import { sameValue } from '#sync/fields.ts'
import { replay } from '#sync/replay.ts'
import type { Image } from './disk.ts'
import type { FaultName } from './plan.ts'
import type { Acked, Profile } from './profile.ts'
import type { SimServer } from './server.ts'
import type { Verdict } from './verdict.ts'

/** What was there when a tablet was last looked at. */
interface Before {
  readonly tabletId: string | undefined
  readonly epoch: string | undefined
  readonly cursors: ReadonlyMap<string, CursorRow>
  readonly revs: ReadonlyMap<string, { readonly gen: number; readonly rev: number }>
  readonly unsettled: readonly string[]
}

/** What the checks look at. */
interface Looked {
  readonly profiles: readonly Profile[]
  readonly server: SimServer
  readonly verdict: Verdict
  readonly files: readonly { readonly opIds: ReadonlySet<string> }[]
  readonly faults: Partial<Record<FaultName, number>>
}

/** Looks at what is committed on the tablets' disks, whenever one of them is still. */
export class TabletChecks {
  readonly #world: Looked
  readonly #before = new Map<Profile, Before>()
  readonly #looked = new Map<Profile, number>()

  constructor(world: Looked) {
    this.#world = world
  }

  /** After every step, on every disk that has changed and is not being written to. */
  afterStep(): void {
    for (const profile of this.#world.profiles) {
      if (!profile.disk.isStill() || this.#looked.get(profile) === profile.disk.commits) continue
      this.#looked.set(profile, profile.disk.commits)
      this.look(profile)
    }
  }

  look(profile: Profile): void {
    const image = profile.disk.read()
    if (image.tablet === undefined) return
    this.#kept(profile, image)
    this.#whole(profile, image)
    this.#views(profile, image)
    this.#passedBy(profile, image, 'I7')
    this.#onward(profile, image)
    this.#digests(profile, image)
    this.#differences(profile, image)
  }

  /** Once a tablet has synced to the end, nothing that a page lost is still missing unnoticed. */
  afterSync(profile: Profile): void {
    if (!profile.disk.isStill() || profile.lostPages.size === 0) return
    const isAlone = profile.tabs.filter((tab) => tab.isSyncing).length === 1
    if (!isAlone) return
    this.#passedBy(profile, profile.disk.read(), 'I26')
    profile.lostPages.clear()
  }

  /** Everything acknowledged is on the disk, or settled and durable and in the ledger. */
  #kept(profile: Profile, image: Image): void {
    const { verdict, server, files } = this.#world
    const here = new Set([...image.outbox, ...image.sent].map(({ op }) => op.opId))
    for (const acked of profile.acked.values()) {
      const isHere = here.has(acked.opId) || renamed(profile, image, acked)
      const row = server.history.ledger.get(acked.opId)
      const isForgotten = server.backedUp.has(acked.opId) && row !== undefined
      verdict.check(
        'I1',
        isHere || isForgotten,
        () => `${profile.name} has no longer number ${acked.n}, ${acked.op.action} ${acked.opId}`,
      )
      const isSomewhere = isHere || row !== undefined || files.some((file) => file.opIds.has(acked.opId))
      verdict.check('I2', isSomewhere, () => `${acked.op.action} ${acked.opId} of ${profile.name} is nowhere`)
    }
    const before = this.#before.get(profile)
    if (
      before === undefined ||
      before.tabletId !== image.tablet?.id ||
      sameCursors(before.cursors, image.cursors)
    )
      return
    const gone = before.unsettled.filter((opId) => !here.has(opId) && profile.acked.has(opId))
    verdict.check(
      'I17',
      gone.length === 0,
      () => `${profile.name} lost ${gone.join()} when a scope began again or went`,
    )
  }

  /** Each operation has its number and its record, and no record is left without either copy or operation. */
  #whole(profile: Profile, { tablet, outbox, sent, records }: Image): void {
    const highest = Math.max(0, ...outbox.map(({ n }) => n), ...sent.map(({ n }) => n))
    const { verdict } = this.#world
    verdict.check(
      'I6',
      (tablet?.nextN ?? 0) > highest,
      () => `${profile.name} counts on from ${tablet?.nextN} and has number ${highest}`,
    )
    const bare = outbox.find(({ recordId }) => !records.has(recordId))
    verdict.check('I6', bare === undefined, () => `${profile.name} has number ${bare?.n} and not its record`)
    const owned = new Set(outbox.map(({ recordId }) => recordId))
    const idle = [...records.values()].find((row) => row.server === null && !owned.has(row.id))
    verdict.check('I6', idle === undefined, () => `${profile.name} has ${idle?.id} without copy or operation`)
  }

  #views(profile: Profile, image: Image): void {
    const { verdict, server } = this.#world
    const own = Map.groupBy(image.outbox, (row) => row.recordId)
    for (const row of image.records.values()) {
      const rows = (own.get(row.id) ?? []).toSorted((a, b) => a.n - b.n)
      // What is put back into a restored server may or may not stand on a copy that was given up since.
      const isRight = [false, true].some((again) =>
        showsRight(
          row,
          rows.filter((one) => standsOnTop(one, again)),
        ),
      )
      verdict.check(
        'I10',
        isRight,
        () => `${profile.name} shows ${row.id} as ${JSON.stringify(row.body)}${row.deleted ? ', void' : ''}`,
      )
    }
    if (image.tablet?.epoch !== server.history.epoch) return
    for (const { recordId, op, outcome } of image.sent) {
      const row = image.records.get(recordId)
      const truth = server.history.ledger.get(op.opId)?.outcome
      const rev = truth?.outcome === 'applied' || truth?.outcome === 'conflict' ? truth.rev : null
      const isFresh = row?.server !== null && row?.server.gen === image.cursors.get(op.scope)?.gen
      if (outcome === null || rev === null || !image.cursors.has(op.scope) || !isFresh) continue
      verdict.check(
        'I10',
        (row?.server?.rev ?? 0) >= rev,
        () =>
          `${profile.name} no longer shows its ${op.action} ${op.opId}, which the copy of rev ${row?.server?.rev} does not hold: it is rev ${rev}`,
      )
    }
  }

  /** Of every record up to the cursor, the tablet has at least that version. */
  #passedBy(profile: Profile, { tablet, cursors, records }: Image, invariant: 'I7' | 'I26'): void {
    const { history } = this.#world.server
    if (tablet?.epoch !== history.epoch) return
    for (const record of history.records.values()) {
      const cursor = cursors.get(record.scope)
      if (cursor === undefined || record.seq > cursor.cursor) continue
      const isLossy = profile.lostPages.get(record.scope)?.gen === cursor.gen
      if (invariant === 'I7' && isLossy) continue
      const copy = records.get(record.id)?.server
      const isHere = copy !== null && copy !== undefined && copy.gen === cursor.gen && copy.rev >= record.rev
      this.#world.verdict.check(
        invariant,
        isHere,
        () =>
          `${profile.name} is at ${cursor.cursor} in ${record.scope} and has rev ${copy?.rev} of ${record.id}, whose rev ${record.rev} is at ${record.seq}`,
      )
    }
  }

  #onward(profile: Profile, image: Image): void {
    const before = this.#before.get(profile)
    const { verdict } = this.#world
    const revs = new Map<string, { gen: number; rev: number }>()
    for (const { id, server } of image.records.values())
      if (server !== null) revs.set(id, { gen: server.gen ?? 0, rev: server.rev })
    if (
      before !== undefined &&
      before.tabletId === image.tablet?.id &&
      before.epoch === image.tablet?.epoch
    ) {
      for (const [scope, { gen, cursor }] of image.cursors) {
        const was = before.cursors.get(scope)
        const isOnward = was === undefined || gen > was.gen || (gen === was.gen && cursor >= was.cursor)
        verdict.check(
          'I8',
          isOnward,
          () => `${profile.name} went back in ${scope} from ${was?.cursor} to ${cursor}`,
        )
      }
      for (const [id, { gen, rev }] of revs) {
        const was = before.revs.get(id)
        const isOnward = was === undefined || was.gen !== gen || rev >= was.rev
        verdict.check(
          'I8',
          isOnward,
          () => `${profile.name} went back in ${id} from rev ${was?.rev} to ${rev}`,
        )
      }
    }
    this.#before.set(profile, {
      tabletId: image.tablet?.id,
      epoch: image.tablet?.epoch,
      cursors: image.cursors,
      revs,
      unsettled: image.outbox.map(({ op }) => op.opId),
    })
  }

  /** A difference is mended in the step that finds it; that there was one shows only in the log. */
  #differences(profile: Profile, { journal }: Image): void {
    const { verdict, faults } = this.#world
    const hasDiffered = journal.some(({ what }) => what.event === 'digest-differs')
    const isExplained = (faults['lossy-page'] ?? 0) > 0
    verdict.check(
      'DG-10',
      !hasDiffered || isExplained,
      () => `${profile.name} found copies to differ, and no page had lost a row`,
    )
  }

  /** The digest kept beside each cursor is that of the copies; a scope without a cursor has no copies. */
  #digests(profile: Profile, { cursors, records }: Image): void {
    const hashes = new Map<string, string[]>()
    for (const row of records.values()) {
      if (row.server === null) continue
      const cursor = cursors.get(row.scope)
      this.#world.verdict.check(
        'I16',
        cursor !== undefined,
        () => `${profile.name} has a copy of ${row.id} and no place in ${row.scope}`,
      )
      if (cursor?.gen !== row.server.gen) continue
      hashes.set(row.scope, [...(hashes.get(row.scope) ?? []), hashOf(row)])
    }
    for (const { scope, digest } of cursors.values()) {
      const found = changeDigest(EMPTY_DIGEST, [], hashes.get(scope) ?? [])
      this.#world.verdict.check(
        'I25',
        found === digest,
        () => `${profile.name} keeps ${digest} for ${scope}, whose copies give ${found}`,
      )
    }
  }
}

/** The server's own state of a record, as a tablet keeps it. */
export function copyOf(
  row: RecordRow,
): { readonly body: RecordRow['body']; readonly deleted: boolean } | null {
  return row.server === null ? null : (row.server.under ?? { body: row.body, deleted: row.deleted })
}

function hashOf(row: RecordRow): string {
  const { id, kind, server } = row
  const { body, deleted } = copyOf(row) ?? row
  return copyHash({ id, kind, rev: server?.rev ?? 0, seq: server?.seq ?? 0, deleted, body })
}

function standsOnTop(row: OutboxRow, again: boolean): boolean {
  if (row.dealt === true || row.state === 'withdrawn') return false
  if (row.again === true && !again) return false
  return row.outcome?.outcome !== 'conflict'
}

function showsRight(row: RecordRow, onTop: readonly OutboxRow[]): boolean {
  const view = replay(
    copyOf(row),
    onTop.map(({ op }) => op),
  ) ?? { body: {}, deleted: false }
  return view.deleted === row.deleted && sameValue(view.body, row.body)
}

/**
 * Whether a copied profile has given an operation a new id, and maybe a new number, under a lineage of its
 * own; the run knows it by that from here on.
 */
function renamed(profile: Profile, image: Image, acked: Acked): boolean {
  const lineage = image.tablet?.lineage
  if (acked.op.lineage === lineage) return false
  const { recordId, action, at, set } = acked.op
  const row = [...image.outbox, ...image.sent].find(({ op }) => {
    const isSame = op.recordId === recordId && op.action === action && op.at === at && sameValue(op.set, set)
    return isSame && op.lineage === lineage && !profile.acked.has(op.opId)
  })
  if (row === undefined) return false
  profile.acked.delete(acked.opId)
  profile.noteAcked([row])
  return true
}

function sameCursors(left: ReadonlyMap<string, CursorRow>, right: ReadonlyMap<string, CursorRow>): boolean {
  return left.size === right.size && [...left].every(([scope, { gen }]) => right.get(scope)?.gen === gen)
}
