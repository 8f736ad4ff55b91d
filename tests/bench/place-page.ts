/** What the bench of "Our place" runs inside a page of the app, over the app's own database and code. */
import { authorityRecords } from '#client/data/authority.ts'
import { bringIn } from './bring-in.ts'
import { aCopy, tablet } from './entries-page.ts'

let stored = 0

/** Brings entries of the service's own libraries in until there are `count`. */
export async function fill(count: number): Promise<number> {
  const own = await tablet()
  const sites = await authorityRecords(own.db, 'site')
  const libraries = sites.flatMap(({ id, body }) => (body.type === 'library' ? id : []))
  const from = stored
  await bringIn(own, count - from, (index) => {
    const copy = aCopy(from + index)
    return { ...copy, scope: libraries[Number(copy.scope.split('-').at(-1))] ?? copy.scope }
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

/** Milliseconds from a press on "Our place" to the screen, and to what it adds up. */
export async function opening(
  runs: number,
): Promise<{ readonly open: number[]; readonly addedUp: number[] }> {
  const open: number[] = []
  const addedUp: number[] = []
  const press = (name: string): void => {
    const links = [...document.querySelectorAll('a')]
    links.find(({ textContent }) => textContent.trim() === name)?.click()
  }
  for (let done = 0; done < runs; done += 1) {
    press('Today')
    while (document.querySelector(OPEN) !== null) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 500))
    const from = performance.now()
    press('Our place')
    await until(OPEN)
    open.push(performance.now() - from)
    await until(ADDED_UP)
    addedUp.push(performance.now() - from)
  }
  return { open, addedUp }
}
