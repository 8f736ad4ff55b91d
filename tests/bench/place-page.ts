/** What the bench of "Our place" runs inside a page of the app, over the app's own database and code. */
import { authorityRecords } from '#client/data/authority.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { bringIn } from './bring-in.ts'
import { aCopy, tablet } from './entries-page.ts'

let stored = 0

/** Entries are of three years up to the day that the page takes for today. */
const DAYS_BACK = 15

/** Brings entries of the service's own libraries in until there are `count`. */
export async function fill(count: number): Promise<number> {
  const own = await tablet()
  const sites = await authorityRecords(own.db, 'site')
  const libraries = sites.flatMap(({ id, body }) => (body.type === 'library' ? id : []))
  const from = stored
  await bringIn(own, count - from, (index) => {
    const copy = aCopy(from + index)
    const day = addDays(localDate(copy.day ?? ''), -DAYS_BACK)
    const scope = libraries[Number(copy.scope.split('-').at(-1))] ?? copy.scope
    return { ...copy, scope, day, body: { ...copy.body, day } }
  })
  stored = count
  return count
}

/** What stands on the screen once it is open, and once the attendance of twelve months is added up. */
const OPEN = '#in-short'
const ADDED_UP = '#who-comes ~ p'

async function until(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  // Two frames: the one it was put in, and the one that shows that it was painted.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/** Goes to a screen as a press on a link does. */
function goTo(path: string): void {
  history.pushState({}, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** Milliseconds from going to "Our place" to the screen, and to what it adds up. @param path that of the place */
export async function opening({
  path,
  runs,
}: {
  readonly path: string
  readonly runs: number
}): Promise<{ readonly open: number[]; readonly addedUp: number[] }> {
  const open: number[] = []
  const addedUp: number[] = []
  for (let done = 0; done < runs; done += 1) {
    goTo('/')
    while (document.querySelector(OPEN) !== null) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 500))
    const from = performance.now()
    goTo(path)
    await until(OPEN)
    open.push(performance.now() - from)
    await until(ADDED_UP)
    addedUp.push(performance.now() - from)
  }
  return { open, addedUp }
}
