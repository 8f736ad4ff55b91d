import { readIdentity } from '#client/data/position.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { type WrittenSession, eventSession } from '#domain/records/event-session.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { fieldsOf } from '#sync/fields.ts'
import { BATCH_MAX_OPERATIONS, PROTOCOL_VERSION } from '#sync/messages.ts'
import type { Operation } from '#sync/operation.ts'
import { branchSession } from './branch-work.ts'
import { realDevice } from './real-device.ts'
import { seededRandom } from './seeded-random.ts'

const DAYS = 500

/** Fills a server with a branch's sessions of years, as some tablet of the branch sent them. */
export async function sendManySessions(link: string, site: string, count: number): Promise<void> {
  const device = realDevice(new URL(link).origin)
  const enrolled = await enrol(device, { code: new URL(link).hash.slice(1), site, name: 'Ben' })
  if (!enrolled.ok) throw new Error(enrolled.code)
  const { tablet } = enrolled
  const { lineage, epoch } = await readIdentity(tablet)
  const random = seededRandom(count)
  const operation = (session: WrittenSession, n: number): Operation => ({
    opId: device.newId(),
    lineage,
    n,
    kind: 'event-session',
    recordId: device.newId(),
    scope: site,
    action: 'create',
    base: null,
    parentN: null,
    set: fieldsOf(session, eventSession.policies),
    was: {},
    actor: tablet.actor,
    at: device.clock.now(),
    clockOffset: null,
    schema: schemaVersion(eventSession),
    app: 'test',
    supersedes: null,
  })
  for (let sent = 0; sent < count; sent += BATCH_MAX_OPERATIONS) {
    const length = Math.min(BATCH_MAX_OPERATIONS, count - sent)
    const ops = Array.from({ length }, (_, index) =>
      operation(
        branchSession(random, addDays(localDate('2025-06-01'), (sent + index) % DAYS)),
        sent + index + 1,
      ),
    )
    const pushed = await httpTransport(tablet).push({ protocol: PROTOCOL_VERSION, lineage, epoch, ops })
    if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  }
  tablet.db.close()
}
