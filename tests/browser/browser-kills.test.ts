import { expect, inject, test } from 'vitest'
import { seededRandom } from '#support/seeded-random.ts'
import { killBrowsers } from '../kill/browser-kills.ts'
import { collectFindings } from '../kill/findings.ts'

test('what the app called saved before its browser was killed is there afterwards, and on the server once', async () => {
  const findings = collectFindings(() => undefined)
  const { acknowledged } = await killBrowsers({
    rounds: 3,
    browserPath: inject('browserPath'),
    clientFolder: inject('clientFolder'),
    random: seededRandom(3),
    findings,
    onRound: () => undefined,
  })
  expect(findings.all).toEqual([])
  expect(acknowledged).toBeGreaterThan(0)
})
