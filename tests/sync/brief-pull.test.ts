import * as v from 'valibot'
import { expect, test } from 'vitest'
import { pullInBrief, replyInBrief, replyInFull } from '#sync/brief-pull.ts'
import {
  briefPullReplySchema,
  briefPullRequestSchema,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  type PullReply,
} from '#sync/messages.ts'
import { testId } from '#support/device.ts'

const epoch = testId(0xe, 1)
const heartbeat = { maxN: 7, pending: [[5, 6]] as [number, number][], oldestAt: 1_795_000_000_000 }
const asked = {
  protocol: PROTOCOL_VERSION,
  lineage: testId(0xa, 1),
  epoch,
  entitySet: '5f9d411295288034',
  scopes: { authority: 321, 'site/wychwood': 570 },
  limitBytes: PAGE_LIMIT_BYTES,
  heartbeat,
} as const

const quiet: PullReply = {
  protocol: PROTOCOL_VERSION,
  epoch,
  serverTime: 1_796_035_607_411,
  scopes: {},
  withdrawn: [],
  quietDigest: '00c0ffee00c0ffee',
  receipts: [],
  durableThrough: 0,
  knownThrough: null,
  syncAfterMs: null,
}

/** As it comes out at the other end. */
function replyThere(reply: PullReply): PullReply {
  const text = JSON.stringify(replyInBrief(reply))
  return replyInFull(v.parse(briefPullReplySchema, JSON.parse(text)), epoch)
}

test('[PL-14] a quiet pull and its reply say where the tablet stands, the time and one digest, and no more', () => {
  const request = pullInBrief(asked, heartbeat)
  expect(request).toEqual({
    protocol: PROTOCOL_VERSION,
    as: expect.stringMatching(/^[0-9a-f]{16}$/),
    scopes: asked.scopes,
  })
  expect(replyInBrief(quiet)).toEqual({ serverTime: quiet.serverTime, quietDigest: quiet.quietDigest })
})

test('[PL-14] whatever else there is to ask is asked as in full', () => {
  const more = { snapshots: { authority: 400 }, asks: [testId(0xf, 1)], full: true }
  const request = pullInBrief({ ...asked, ...more }, { ...heartbeat, maxN: 6 })
  expect(v.parse(briefPullRequestSchema, request)).toMatchObject({ scopes: asked.scopes, heartbeat, ...more })
})

test('[PL-14] whatever else there is to say is said as in full', () => {
  const page = { rows: [], cursor: 400, head: 900, restart: true, digest: null }
  const reply: PullReply = {
    ...quiet,
    scopes: { 'site/wychwood': page },
    withdrawn: ['site/abingdon'],
    receipts: [{ opId: testId(0xf, 1), outcome: { outcome: 'applied', rev: 1, seq: 2 } }],
    durableThrough: 4,
    syncAfterMs: 30_000,
  }
  expect(replyThere(reply)).toEqual(reply)
  expect(replyThere(quiet)).toEqual(quiet)
})

test('[PL-14] another tablet, and another history, stand for another hash', () => {
  const as = pullInBrief(asked, null)?.as
  expect(pullInBrief({ ...asked, lineage: testId(0xa, 2) }, null)?.as).not.toBe(as)
  expect(pullInBrief({ ...asked, epoch: testId(0xe, 2) }, null)?.as).not.toBe(as)
})

test('[PL-14] a tablet of no history yet, and one that takes small pages, asks in full', () => {
  expect(pullInBrief({ ...asked, epoch: null }, null)).toBeNull()
  expect(pullInBrief({ ...asked, limitBytes: 4096 }, null)).toBeNull()
})
