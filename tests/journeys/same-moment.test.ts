// @vitest-environment node
import { expect, test } from 'vitest'
import { noteEvents } from '#client/data/journal.ts'
import { readIdentity, readPosition } from '#client/data/position.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { aTablet } from '#support/device.ts'
import { logSession, stateOf } from '#support/tablets.ts'

const STEPS: Readonly<Record<string, (tablet: Tablet) => Promise<unknown>>> = {
  'looks which tablet this is': readIdentity,
  'looks where it stands': readPosition,
  'writes into its log': (tablet) => noteEvents(tablet, [{ event: 'sent', operations: 1 }]),
}

test.each(Object.entries(STEPS))('an entry is saved although sync %s in the same moment', async (_, step) => {
  const tablet = await aTablet()
  const [, id] = await Promise.all([step(tablet), logSession(tablet)])
  expect(await stateOf(tablet, id)).toBe('on-this-tablet')
  const [after] = await Promise.all([logSession(tablet), step(tablet)])
  expect(await stateOf(tablet, after)).toBe('on-this-tablet')
})
