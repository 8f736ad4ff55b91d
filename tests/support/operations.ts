import { eventSession } from '#domain/records/event-session.ts'
import { fieldsOf } from '#sync/fields.ts'
import type { Operation } from '#sync/operation.ts'
import { EPOCH, testId } from '#support/device.ts'
import { aSession } from '#support/sessions.ts'

/** Two tablets whose operations meet. */
export const TABLET_A = testId(0xa, 0)
export const TABLET_B = testId(0xb, 0)

/** A creation of a session by tablet A, changed as a test needs. */
export function anOperation(overrides: Partial<Operation> = {}): Operation {
  return {
    opId: testId(0xf, overrides.n ?? 1),
    lineage: TABLET_A,
    n: 1,
    kind: 'event-session',
    recordId: testId(0xc, 1),
    scope: 'site/wychwood',
    action: 'create',
    base: null,
    parentN: null,
    set: fieldsOf(aSession(), eventSession.policies),
    was: {},
    actor: { personId: 'person-1', name: 'Asha', proof: 'kiosk' },
    at: Date.UTC(2026, 9, 14, 10, 0),
    clockOffset: null,
    schema: 1,
    app: 'test',
    supersedes: null,
    ...overrides,
  }
}

/** A change of some fields by someone who saw the record at a revision. */
export function aPatch(
  rev: number,
  set: Operation['set'],
  was: Operation['was'],
  overrides: Partial<Operation> = {},
): Operation {
  return anOperation({ n: 2, action: 'patch', base: { epoch: EPOCH, rev }, set, was, ...overrides })
}
