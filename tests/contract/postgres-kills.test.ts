import { expect, onTestFinished, test } from 'vitest'
import { postgresDatabase } from '#support/postgres.ts'
import { seededRandom } from '#support/seeded-random.ts'
import { collectFindings } from '../kill/findings.ts'
import { killServers } from '../kill/server-kills.ts'

test('what tablets save and send while a server on PostgreSQL is killed is there once, and all end equal', async () => {
  const databaseUrl = await postgresDatabase(onTestFinished)
  const findings = collectFindings(() => undefined)
  const run = { rounds: 4, databaseUrl, random: seededRandom(4), findings, onRound: () => undefined }
  const { operations } = await killServers(run)
  expect(findings.all).toEqual([])
  expect(operations).toBeGreaterThan(10)
}, 120_000)
