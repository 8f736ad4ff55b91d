/**
 * `npm run kill-test`: kills the server, and a real browser, at random moments while tablets save and sync,
 * and fails when anything that was called saved is lost, or came twice. See docs/kill-tests.md.
 *
 *     npm run kill-test -- --rounds 1000 --database postgres --browser-rounds 100 --pad-rounds 10 --forms all --seed 1
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { importModule } from '#support/run-module.ts'
import type * as campaignModule from './campaign.ts'

const wholeSchema = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))
const optionsSchema = v.object({
  rounds: wholeSchema,
  'browser-rounds': wholeSchema,
  'pad-rounds': wholeSchema,
  forms: v.array(v.string()),
  database: v.picklist(['sqlite', 'postgres']),
  seed: wholeSchema,
})

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    'browser-rounds': { type: 'string', default: '0' },
    'pad-rounds': { type: 'string', default: '0' },
    forms: { type: 'string', multiple: true, default: [] },
    database: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: '1' },
  },
})
const {
  rounds,
  'browser-rounds': browserRounds,
  'pad-rounds': padRounds,
  forms,
  database,
  seed,
} = v.parse(optionsSchema, values)
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const path = join(import.meta.dirname, 'campaign.ts')
const { campaign } = await importModule<typeof campaignModule>(path)
const figures = await campaign({ rounds, browserRounds, padRounds, forms, database, seed, say })
process.stdout.write(`${JSON.stringify(figures)}\n`)
if (figures.lost + figures.doubled + figures.wrong > 0) {
  say(`Not everything is there, or some of it is twice. Seed ${seed}.`)
  process.exitCode = 1
}
