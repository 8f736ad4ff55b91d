import { expect, inject, test } from 'vitest'
import { seededRandom } from '#support/seeded-random.ts'
import { killBrowsers } from '../kill/browser-kills.ts'
import { killWhileTyping } from '../kill/draft-kills.ts'
import { collectFindings } from '../kill/findings.ts'
import { killPads } from '../kill/pad-kills.ts'

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

test('every tap on the pad that the tablet showed is there after its browser was killed, none is there that nobody made, and the county has as many', async () => {
  const findings = collectFindings(() => undefined)
  const { taps, missing } = await killPads({
    rounds: 1,
    taps: 40,
    browserPath: inject('browserPath'),
    clientFolder: inject('clientFolder'),
    random: seededRandom(6),
    findings,
    onRound: () => undefined,
  })
  process.stdout.write(`pad: ${taps} tapped, ${missing} under way at the kill and not kept\n`)
  expect(findings.all).toEqual([])
})

test('what was typed into a form a second before its browser was killed stands in its fields again', async () => {
  const findings = collectFindings(() => undefined)
  const { kills } = await killWhileTyping({
    browserPath: inject('browserPath'),
    clientFolder: inject('clientFolder'),
    isWanted: (form) => ['home-library-round', 'a milestone and evidence'].includes(form),
    findings,
    onForm: () => undefined,
  })
  expect(findings.all).toEqual([])
  expect(kills).toBe(2)
})
