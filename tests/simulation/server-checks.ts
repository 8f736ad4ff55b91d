import { definitionOf } from '#domain/records/registry.ts'
import { conflictIdOf } from '#domain/records/conflict.ts'
import { VOID_PATH } from '#sync/merge.ts'
import type { Operation } from '#sync/operation.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { HistoryEntry } from '#sync/stored-record.ts'
import type { ArrivedOperation, Decision, KeptRecord } from '#server/storage/record-store.ts'
import { fieldsWithVoid, hasUnseenEdit, hasSeen, keepsBoth, whyClean } from './oracle.ts'
import type { Verdict } from './verdict.ts'
import { type History, parseOperation, type StepListener, type Writer } from './witness.ts'

/** Refusals that say something of the entry; any other of an honest tablet's is the order's or the server's fault. */
const FAIR_REFUSALS = new Set(['quarter-closed', 'declined', 'withdrawn', 'lineage-forked', 'unprocessable'])

/** Looks at everything the server commits, and keeps the history up to date with it. */
export class ServerChecks implements StepListener {
  readonly #verdict: Verdict
  /** Changed as a whole when the server is restored. */
  history: History

  constructor(verdict: Verdict, history: History) {
    this.#verdict = verdict
    this.history = history
  }

  received(operations: readonly ArrivedOperation[]): void {
    const { ledger } = this.history
    for (const { opId, lineage, n, hash, payload, outcome } of operations) {
      const known = ledger.get(opId)
      if (known !== undefined) continue
      const op = parseOperation(payload)
      ledger.set(opId, { opId, lineage, n, hash, op, outcome, standing: outcome !== null })
    }
  }

  raised(scope: string): void {
    const before = this.history.scopes.get(scope)
    if (before === undefined) return
    this.history.scopes.set(scope, { ...before, floor: before.head + 1, head: before.head + 1 })
  }

  rightsChanged(tablets: Parameters<StepListener['rightsChanged']>[0]): void {
    this.history.rights.clear()
    for (const { lineage, siteId, revoked } of tablets) this.history.rights.set(lineage, { siteId, revoked })
  }

  decided(decision: Decision): void {
    for (const { opId, outcome, standing } of decision.outcomes) this.#outcome(opId, outcome, standing)
    const outcomes = new Map(decision.outcomes.map((one) => [one.opId, one.outcome]))
    const scopes = new Map(this.history.scopes)
    for (const record of decision.records) this.#record(record, outcomes)
    for (const [id, { head, digest }] of decision.scopes) {
      const before = scopes.get(id)
      const written = decision.records.filter((record) => record.scope === id)
      const isOnward = written.every(({ seq }) => seq > (before?.head ?? 0) && seq <= head)
      this.#verdict.check('I7', isOnward, () => `${id} gave out a place at or before ${before?.head}`)
      this.history.scopes.set(id, { id, floor: before?.floor ?? 0, head, digest })
    }
    for (const [opId, outcome] of outcomes) this.#fair(opId, outcome)
  }

  #outcome(opId: string, outcome: Outcome, standing: boolean): void {
    const row = this.history.ledger.get(opId)
    if (row === undefined) return
    if (outcome.outcome === 'review') this.history.reviewed.add(opId)
    this.history.ledger.set(opId, { ...row, outcome, standing })
  }

  #record(record: KeptRecord, outcomes: ReadonlyMap<string, Outcome>): void {
    const { history } = this
    const before = history.records.get(record.id)
    this.#verdict.check(
      'I8',
      record.rev > (before?.rev ?? 0),
      () => `${record.id} went to rev ${record.rev} from ${before?.rev}`,
    )
    const added = record.history.filter((entry) => entry.rev > (before?.rev ?? 0))
    const state = { ...(before === undefined ? {} : fieldsWithVoid(before)) }
    const writers = new Map(history.writers.get(record.id))
    for (const entry of added) this.#effect(record, entry, state, writers)
    for (const opId of conflictsAbout(record.id, outcomes, history))
      this.#conflict(record, opId, added, state, writers)
    const isVoidKept =
      before?.deleted !== true || record.deleted || added.some((entry) => entry.action === 'restore')
    this.#verdict.check('I18', isVoidKept, () => `${record.id} is there again without a restore`)
    history.records.set(record.id, record)
    history.writers.set(record.id, writers)
  }

  #effect(
    record: KeptRecord,
    entry: HistoryEntry,
    state: Record<string, unknown>,
    writers: Map<string, Writer>,
  ): void {
    const { history } = this
    const op = history.ledger.get(entry.opId)?.op
    if (op === null || op === undefined) return
    this.#once(record, op, entry)
    const writer: Writer = { opId: op.opId, lineage: op.lineage, n: op.n, rev: entry.rev }
    if (entry.action === 'create') {
      // The record is as the whole batch left it: what a later change of the batch put there is not the creation's.
      const later = new Set(
        record.history.filter(({ rev }) => rev > entry.rev).flatMap(({ set }) => Object.keys(set)),
      )
      for (const path of Object.keys(fieldsWithVoid(record)))
        if (path !== VOID_PATH && (path in op.set || !later.has(path))) writers.set(path, writer)
      Object.assign(state, fieldsWithVoid({ ...record, body: {}, deleted: false }), op.set)
      return
    }
    const isOwn = op.recordId === record.id && op.action !== 'resolve'
    // An entry that is void already has nothing to lose by being voided again.
    if (isOwn && entry.action === 'void' && state[VOID_PATH] !== true) {
      this.#verdict.check(
        'I11',
        !hasUnseenEdit(op, writers, history),
        () => `${op.opId} voided ${record.id} over a change its author had not seen`,
      )
    }
    for (const [path, value] of Object.entries(entry.set)) {
      if (isOwn) this.#overwrite(op, { path, now: state[path], writer: writers.get(path), value })
      state[path] = value
      writers.set(path, writer)
    }
    if (entry.action === 'void' || entry.action === 'restore') {
      state[VOID_PATH] = entry.action === 'void'
      writers.set(VOID_PATH, writer)
    }
  }

  #once(record: KeptRecord, op: Operation, entry: HistoryEntry): void {
    const { effects, lastN, reviewed } = this.history
    // A review is made, and closed, in the name of one operation.
    const effect = `${record.id} ${op.opId} ${entry.action}`
    this.#verdict.check(
      'I3',
      !effects.has(effect),
      () => `${op.action} ${op.opId} took effect again on ${record.id} as rev ${entry.rev}`,
    )
    effects.add(effect)
    if (reviewed.has(op.opId) || op.recordId !== record.id) return
    const policies = definitionOf(op.kind)?.policies ?? {}
    const changed = entry.action === 'patch' ? Object.keys(entry.set) : [...Object.keys(entry.set), VOID_PATH]
    // A text that grows takes what is late as well.
    for (const path of changed.filter((each) => policies[each] !== 'append')) {
      const place = `${record.id} ${path} ${op.lineage}`
      const last = lastN.get(place) ?? 0
      this.#verdict.check(
        'I5',
        op.n > last,
        () => `number ${op.n} of ${op.lineage} changed ${path} of ${record.id} after number ${last}`,
      )
      lastN.set(place, op.n)
    }
  }

  #overwrite(
    op: Operation,
    met: { path: string; now: unknown; writer: Writer | undefined; value: unknown },
  ): void {
    const why = whyClean(op, met, this.history)
    const isKept = why === 'append' ? keepsBoth(met.value, met.now, additionOf(op, met.path)) : why !== null
    this.#verdict.check('I11', isKept, () => {
      const { path, now, writer } = met
      return `${op.opId} put ${JSON.stringify(met.value)} for ${JSON.stringify(now)} into ${path} of ${op.recordId}, which ${writer?.opId} had written unseen`
    })
  }

  #conflict(
    record: KeptRecord,
    opId: string,
    added: readonly HistoryEntry[],
    state: Record<string, unknown>,
    writers: ReadonlyMap<string, Writer>,
  ): void {
    const row = this.history.ledger.get(opId)
    const op = row?.op
    if (row === undefined || op === null || op === undefined || row.outcome?.outcome !== 'conflict') return
    const { rev, lost } = row.outcome
    // Later changes of the same batch have moved on from what this one met.
    if (added.some((entry) => entry.rev > rev)) return
    for (const path of lost) {
      const isReal =
        path === VOID_PATH
          ? op.action === 'void'
            ? hasUnseenEdit(op, writers, this.history)
            : !hasSeen(op, record.id, writers.get(path), this.history)
          : whyClean(op, { path, now: state[path], writer: writers.get(path) }, this.history) === null
      this.#verdict.check(
        'I12',
        isReal,
        () => `${op.opId} lost ${path} of ${record.id} though nobody had changed it unseen`,
      )
    }
  }

  #fair(opId: string, outcome: Outcome): void {
    const { ledger } = this.history
    const op = ledger.get(opId)?.op
    if (op === null || op === undefined) return
    if (outcome.outcome === 'conflict') {
      const id = conflictIdOf(opId)
      this.#verdict.check(
        'I11',
        this.history.records.has(id),
        () => `${opId} lost ${outcome.lost.join()} and no conflict says so`,
      )
    }
    if (outcome.outcome === 'held') {
      const isParentOpen = op.parentN !== null && !this.#isSettled(op, op.parentN)
      const isRecordAway =
        !this.history.records.has(op.recordId) && op.base !== null && op.base.epoch !== this.history.epoch
      this.#verdict.check(
        'I14',
        isParentOpen || isRecordAway,
        () =>
          `${op.action} ${opId} (number ${op.n}) is held and nothing it depends on is missing: ${outcome.code}`,
      )
    }
    if (outcome.outcome !== 'refused' || FAIR_REFUSALS.has(outcome.code)) return
    const isWithoutRecord = outcome.code === 'record-missing' && this.#wasNeverTaken(op)
    // Somebody agreed to what its author was busy correcting; or, after a restore, the correction came first.
    const isCorrected =
      op.supersedes !== null || [...ledger.values()].some((row) => row.op !== null && standsFor(row.op, op))
    const isOvertaken = outcome.code === 'record-exists' && isCorrected
    this.#verdict.check(
      'I15',
      isWithoutRecord || isOvertaken,
      () =>
        `${op.action} ${opId} (number ${op.n}, parent ${op.parentN}) of ${op.recordId} was refused: ${outcome.code} ${outcome.fields.join()}`,
    )
  }

  #isSettled(op: Operation, n: number): boolean {
    const parent = [...this.history.ledger.values()].find((row) => row.lineage === op.lineage && row.n === n)
    return parent !== undefined && parent.outcome !== null && parent.outcome.outcome !== 'held'
  }

  /** Whether what would have made a record was itself not taken. */
  #wasNeverTaken({ recordId, lineage, n }: Operation): boolean {
    const creates = [...this.history.ledger.values()].filter(({ op }) => {
      const isLater = op?.lineage === lineage && op.n > n
      return op?.recordId === recordId && op.action === 'create' && !isLater
    })
    return (
      creates.length > 0 &&
      creates.every(({ outcome }) => outcome?.outcome === 'refused' || outcome?.outcome === 'review')
    )
  }
}

/** Whether an operation goes in the place of another: of the one it names, or of an earlier one of its tablet there. */
function standsFor(later: Operation, { opId, lineage, recordId, n }: Operation): boolean {
  const isAfter = later.lineage === lineage && later.recordId === recordId && later.n > n
  return later.supersedes === opId || (later.supersedes !== null && isAfter)
}

function additionOf(op: Operation, path: string): unknown {
  const [given, known] = [op.set[path], op.was[path] ?? '']
  return typeof given === 'string' && typeof known === 'string' && given.startsWith(known)
    ? given.slice(known.length)
    : given
}

/** Operations of this step that lost something of a record. */
function conflictsAbout(
  recordId: string,
  outcomes: ReadonlyMap<string, Outcome>,
  { ledger }: History,
): readonly string[] {
  return [...outcomes].flatMap(([opId, { outcome }]) =>
    outcome === 'conflict' && ledger.get(opId)?.op?.recordId === recordId ? [opId] : [],
  )
}
