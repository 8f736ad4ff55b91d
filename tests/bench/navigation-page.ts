/** What the bench of navigation runs inside a page of the app: it fills the app's own database and presses its links. */
import { authorityRecords } from '#client/data/authority.ts'
import { series } from '#domain/records/kinds/series.ts'
import { volunteer } from '#domain/records/kinds/volunteer.ts'
import { WEEKDAY_KEYS } from '#domain/time/local-date.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { bringIn } from './bring-in.ts'
import { aCopyOfAnyKind } from './copy-of-any-kind.ts'
import { tablet } from './entries-page.ts'

const OWN = 'site/wychwood'
const SERIES = 14
const VOLUNTEERS = 12
const SCREEN_WITHIN_MS = 20_000
/** Between two presses: what the screen before still does has come to rest. */
const REST_MS = 250

let stored = 0

/** Brings entries in until there are `count`: of every site on a county tablet, all of its own on a site's. */
export async function fill(count: number): Promise<void> {
  const own = await tablet()
  const idsOf = async (kind: 'site' | 'preset' | 'plan-action'): Promise<string[]> =>
    (await authorityRecords(own.db, kind)).map(({ id }) => id)
  const sites = own.siteId === null ? await idsOf('site') : [own.siteId]
  const [presets, actions] = [await idsOf('preset'), await idsOf('plan-action')]
  if (stored === 0 && count > 0) await bringIn(own, SERIES + VOLUNTEERS, aListed)
  const today = own.clock.today()
  const from = stored
  await bringIn(own, count - from, (at) => {
    const index = from + at
    const copy = aCopyOfAnyKind(index, sites, today)
    const plan =
      copy.kind === 'event-session'
        ? {
            presetId: presets[index % presets.length],
            primaryPriorityId: `priority/${1 + (index % 9)}`,
            actionIds: [actions[index % actions.length]],
          }
        : {}
    return { ...copy, scope: sites[index % sites.length] ?? '', body: { ...copy.body, ...plan } }
  })
  stored = count
}

/** What a branch has put in once: its week's times, then its volunteers. */
function aListed(index: number): StoredRecord {
  const isSeries = index < SERIES
  return {
    id: `listed-${index}`,
    kind: isSeries ? 'series' : 'volunteer',
    scope: OWN,
    day: null,
    rev: 1,
    seq: index + 1,
    deleted: false,
    schema: 1,
    history: [],
    body: isSeries
      ? {
          ...series.example,
          title: `Club ${index}`,
          weekday: WEEKDAY_KEYS[index % WEEKDAY_KEYS.length],
          isTermTimeOnly: false,
          untilDay: null,
        }
      : { ...volunteer.example, code: `WYC-${index}`, knownAs: `Sam ${index}` },
  }
}

/** A link to press, and what stands on the screen it leads to once its content does. */
export interface Step {
  readonly link: string
  readonly shows: readonly string[]
}

/**
 * Presses links one after another, each once the screen before stands and has come to rest.
 *
 * @returns milliseconds from the last press until two frames after its screen's content stood there
 */
export async function walk(steps: readonly Step[]): Promise<number> {
  let took = Number.NaN
  for (const { link, shows } of steps) {
    const anchor = await until(() => document.querySelector<HTMLElement>(link), link)
    await rest()
    const main = document.querySelector('main')
    const before = main?.firstElementChild
    const from = performance.now()
    anchor.click()
    await until(
      () =>
        main?.firstElementChild !== before &&
        shows.every((one) => main?.querySelector(one) instanceof Element),
      shows.join(),
    )
    // Two frames: the one it was put in, and the one that shows that it was painted.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    took = performance.now() - from
  }
  return took
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS))
}

function until<Found>(look: () => Found | null | undefined | false, what: string): Promise<Found> {
  return new Promise((resolve, reject) => {
    const found = look()
    if (found) return resolve(found)
    const end = (then: () => void): void => {
      observer.disconnect()
      clearTimeout(late)
      then()
    }
    const observer = new MutationObserver(() => {
      const now = look()
      if (now) end(() => resolve(now))
    })
    observer.observe(document.body, { subtree: true, childList: true, attributes: true })
    const late = setTimeout(
      () =>
        end(() =>
          reject(
            new Error(`${what} never came at ${location.href}: ${document.body.innerText.slice(0, 900)}`),
          ),
        ),
      SCREEN_WITHIN_MS,
    )
  })
}
