/** A piece of the product's source, and what stands there while a protection is switched off. */
interface Edit {
  readonly file: string
  readonly find: string
  readonly put: string
}

interface Protection {
  /** Taken out of the source while it is loaded, never on disk. */
  readonly edits: readonly Edit[]
}

/**
 * What the agreement rests on, each with the lines that make it so. Without any one of them the
 * simulator has to find a break; `meta.test.ts` holds it to that. One is not among them: that a page asked for
 * before another tab went on is left alone. Where it is not, the digest mends the copy in the same step.
 */
export const PROTECTIONS = {
  dedupe: {
    edits: [
      {
        file: 'src/server/storage/memory/operations.ts',
        find: 'isUnproven(receiptOf(row)) ? judged(null, false, 0) : {}',
        put: 'judged(null, false, 0)',
      },
    ],
  },
  'field-revisions': {
    edits: [{ file: 'src/sync/merge.ts', find: 'if (writer === undefined) return true', put: 'return true' }],
  },
  overlay: {
    edits: [
      {
        file: 'src/client/data/record-row.ts',
        find: 'return outcome.rev === null || (freshRev !== null && freshRev >= outcome.rev)',
        put: 'return true',
      },
    ],
  },
  purge: {
    edits: [
      {
        file: 'src/client/data/apply-page.ts',
        find: 'await purgeScopes(db, reply.withdrawn, now)',
        put: '',
      },
    ],
  },
  're-push': {
    edits: [
      {
        file: 'src/client/data/new-history.ts',
        find: '(await db.sent.toArray()).map(',
        put: "(await db.sent.where('n').above(Infinity).toArray()).map(",
      },
      { file: 'src/client/data/new-history.ts', find: 'await db.sent.clear()', put: '' },
    ],
  },
  holding: {
    edits: [
      {
        file: 'src/server/sync/judge.ts',
        find: "if (!isReady(op, bench)) return { outcome: 'held', code: 'predecessor-missing' }",
        put: '',
      },
    ],
  },
  floor: {
    edits: [
      {
        file: 'src/server/sync/answer-pull.ts',
        find: 'return request.protocol === PROTOCOL_VERSION && cursor < scope.floor && began < scope.floor',
        put: 'return false',
      },
    ],
  },
  'strict-durability': {
    edits: [
      {
        file: 'src/client/data/database.ts',
        find: "chromeTransactionDurability: 'strict'",
        put: "chromeTransactionDurability: 'relaxed'",
      },
    ],
  },
  // The memory store keeps what it has at once; `server.ts` lets it forget what was not judged when it crashes.
  'receipt-first': { edits: [] },
  lineage: {
    edits: [
      {
        file: 'src/client/data/database.ts',
        find: 'if (row?.id !== id) throw',
        put: 'if (row === undefined) throw',
      },
    ],
  },
} satisfies Record<string, Protection>

/** Pages of two or three records and batches of as many operations, where the product has hundreds. */
export const SMALL: readonly Edit[] = [
  ['PAGE_LIMIT_BYTES = 512 * 1024', 'PAGE_LIMIT_BYTES = 3 * 1024'],
  ['BATCH_START_BYTES = 64 * 1024', 'BATCH_START_BYTES = 1024'],
  ['BATCH_MAX_BYTES = 256 * 1024', 'BATCH_MAX_BYTES = 2 * 1024'],
].map(([find = '', put = '']) => ({ file: 'src/sync/messages.ts', find, put }))

export type ProtectionName = keyof typeof PROTECTIONS

export function isProtection(name: string): name is ProtectionName {
  return Object.hasOwn(PROTECTIONS, name)
}
