import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { killGroup, saidBy, spawnGroup } from '#support/child-process.ts'
import { BidiConnection } from './bidi.ts'
import { type EnginePage, KEY_CHARACTER, keyActions, tapActions, VIEWPORT } from './engine-page.ts'

const treeSchema = v.object({ contexts: v.tupleWithRest([v.object({ context: v.string() })], v.unknown()) })
const valueSchema = v.variant('type', [
  v.object({
    type: v.literal('success'),
    result: v.object({ type: v.literal('string'), value: v.string() }),
  }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
])
const logSchema = v.object({ level: v.string(), type: v.string(), text: v.nullable(v.string()) })

/** A fresh Firefox without a window, driven over WebDriver BiDi, which it speaks by itself. */
export async function openFirefox(path: string): Promise<EnginePage> {
  const profile = await mkdtemp(join(tmpdir(), 'branchline-firefox-'))
  const child = spawnGroup(path, [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port=0',
  ])
  const faults: string[] = []
  const bidi = await BidiConnection.open(
    `${await saidBy(child, /WebDriver BiDi listening on (ws:\S+)/)}/session`,
    (_, params) => {
      const { level, type, text } = v.parse(logSchema, params)
      if (level === 'error' && type === 'javascript') faults.push(text ?? '')
    },
  )
  await bidi.send('session.new', { capabilities: {} })
  await bidi.send('session.subscribe', { events: ['log.entryAdded'] })
  const { contexts } = v.parse(treeSchema, await bidi.send('browsingContext.getTree', {}))
  const { context } = contexts[0]
  await bidi.send('browsingContext.setViewport', { context, viewport: VIEWPORT })
  const perform = async (actions: readonly object[]): Promise<void> => {
    await bidi.send('input.performActions', { context, actions })
  }
  return {
    open: async (url) =>
      void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await bidi.send('browsingContext.reload', { context, wait: 'complete' })),
    evaluate: async (expression) => {
      const answer = v.parse(
        valueSchema,
        await bidi.send('script.evaluate', {
          expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
          target: { context },
          awaitPromise: true,
        }),
      )
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
      return JSON.parse(answer.result.value)
    },
    tap: (x, y) => perform(tapActions(x, y)),
    type: (text) => perform(keyActions(text)),
    press: (key) => perform(keyActions(KEY_CHARACTER[key])),
    faults: () => Promise.resolve(faults),
    dispose: async () => {
      bidi.close()
      await killGroup(child)
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
