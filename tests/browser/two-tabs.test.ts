import { gunzipSync } from 'node:zlib'
import type { Page, Request } from 'playwright-core'
import * as v from 'valibot'
import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { eachSays, enrol, heading, logSession, openEntries } from '#support/browser-steps.ts'

const pushSchema = v.object({ ops: v.array(v.object({ opId: v.string() })) })

function bodyOf(request: Request): string {
  const body = request.postDataBuffer() ?? Buffer.alloc(0)
  return (request.headers()['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
}

/** Watches the sync requests of several tabs: the most that were under way at once, and every operation sent. */
function watchSync(pages: readonly Page[]): {
  readonly most: () => number
  readonly sent: readonly string[]
} {
  const sent: string[] = []
  let underWay = 0
  let most = 0
  // The stream of change notices is open all the time, in either tab.
  const isSync = (request: Request): boolean => /\/api\/sync\/(push|pull)$/.test(request.url())
  for (const page of pages) {
    page.on('request', (request) => {
      if (!isSync(request)) return
      underWay += 1
      most = Math.max(most, underWay)
      if (!request.url().endsWith('/push')) return
      sent.push(...v.parse(pushSchema, JSON.parse(bodyOf(request))).ops.map(({ opId }) => opId))
    })
    const over = (request: Request): void => {
      if (isSync(request)) underWay -= 1
    }
    page.on('requestfinished', over)
    page.on('requestfailed', over)
  }
  return { most: () => most, sent }
}

journey(
  'two tabs of one tablet take turns at syncing, and both show the same',
  async ({ server, newTablet }) => {
    const tablet = await newTablet()
    const first = await tablet.newPage()
    await enrol(first, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    const second = await tablet.newPage()
    await second.goto(server.origin)
    await heading(second, 'Today').waitFor()
    const sync = watchSync([first, second])

    // Each save wakes the loops of both tabs.
    for (const people of [3, 4, 5]) {
      await first.bringToFront()
      await logSession(first, 'Baby/toddler rhyme', people)
      await second.bringToFront()
      await logSession(second, 'Digital class', people * 10)
    }
    const inSecond = await openEntries(second)
    await eachSays(inSecond, 6, /counted/, 20_000)
    await first.bringToFront()
    const inFirst = await openEntries(first)
    await eachSays(inFirst, 6, /counted/, 20_000)
    expect(await inFirst.allInnerTexts()).toEqual(await inSecond.allInnerTexts())

    expect(sync.most(), 'sync requests under way at once').toBe(1)
    expect(sync.sent).toHaveLength(6)
    expect(new Set(sync.sent).size).toBe(6)
  },
)
