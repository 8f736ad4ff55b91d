import type { Page } from 'playwright-core'
import { registry } from '#domain/records/registry.ts'

/** A form somebody may be typing in when the power goes. */
export interface TypedForm {
  readonly name: string
  /** Where it is. */
  readonly path: string
  /** What has to be pressed before it is there. */
  readonly opened?: (page: Page) => Promise<void>
  /** Its fields, where other forms stand on the same screen. */
  readonly fields?: string
}

const ANY_FORM = 'main form :is(input, textarea, select)'

export function fieldsOf({ fields }: TypedForm): string {
  return fields ?? ANY_FORM
}

/** What the crafted forms are about. */
export interface About {
  readonly sessionId: string
  readonly shiftId: string
  readonly seriesKey: string
  readonly actionCode: string
}

const SITE = '?site=wychwood'
/** The form that judges the first measure otherwise. */
const JUDGED = '[aria-label="Judge 1.1 otherwise"] :is(select, input)'

/** Every form in which something can be typed that is kept: one for each kind the registry offers, and the crafted ones. */
export function everyForm({ sessionId, shiftId, seriesKey, actionCode }: About): readonly TypedForm[] {
  const ofKinds = registry.flatMap(({ kind, home, form }): readonly TypedForm[] => {
    if (form === undefined || kind === 'event-session') return []
    const site = home === 'authority' ? '' : SITE
    const path = form.offered === 'list' ? `/lists/${kind}/new${site}` : `/log/kind/${kind}${site}`
    return [{ name: kind, path }]
  })
  const action = `/plan/action/${actionCode}`
  return [
    ...ofKinds,
    { name: 'a session', path: `/log/baby-toddler-rhyme${SITE}` },
    { name: 'a correction of a session', path: `/entries/${sessionId}/correct` },
    { name: 'a correction of hours', path: `/entries/${shiftId}/correct` },
    { name: 'the week', path: `/week${SITE}`, fields: 'main .slot-input' },
    { name: 'a time by age', path: `/week${SITE}`, opened: ages, fields: '.bands input' },
    { name: 'the volunteer grid', path: `/hours${SITE}` },
    { name: 'a series from a day on', path: `/series/${seriesKey}${SITE}` },
    { name: 'a milestone and evidence', path: action },
    { name: 'how an action goes', path: action, opened: press(/^Change how it goes/) },
    { name: 'a move on the board', path: '/plan/board', opened: press(/^Move /) },
    { name: 'a target', path: `/place${SITE}`, fields: '[aria-labelledby="local-target"] input' },
    { name: 'names on a pad', path: `/count${SITE}`, opened: padNames },
    {
      name: 'a judgement of its own',
      path: '/progress/close',
      opened: judgement,
      fields: JUDGED,
    },
    {
      name: 'the source of a plan',
      path: '/plan/edit',
      fields: '[aria-label="Source of the plan"] textarea',
    },
    { name: 'what the county says', path: '/progress/close', opened: closedQuarter, fields: 'textarea' },
  ]
}

function press(name: RegExp): (page: Page) => Promise<void> {
  return async (page) => page.getByRole('main').getByRole('button', { name }).first().click()
}

async function ages(page: Page): Promise<void> {
  await press(/^More for /)(page)
  await page.getByRole('button', { name: 'Split by age' }).click()
}

/** The count that is under way, or a new one. */
async function padNames(page: Page): Promise<void> {
  const carryOn = page.getByRole('link', { name: /^Carry on: / })
  await page.getByRole('heading', { name: 'Something else' }).waitFor()
  if ((await carryOn.count()) > 0) await carryOn.first().click()
  else await press(/^Baby\/toddler rhyme/)(page)
  await page.getByText('Heads at moments, parts of the building, hand over').click()
}

async function closedQuarter(page: Page): Promise<void> {
  const closing = page.getByRole('button', { name: 'Close this quarter' })
  const closed = page.getByRole('button', { name: 'Open it again' })
  await closing.or(closed).waitFor()
  if ((await closing.count()) > 0) await closing.click()
}

/** Opens the first measure's, unless its draft has opened it. */
async function judgement(page: Page): Promise<void> {
  await closedQuarter(page)
  const folded = page.locator('details', { has: page.getByText('Judge 1.1 otherwise', { exact: true }) })
  await folded.evaluate((details) => details.setAttribute('open', ''))
}

/** What stands in the fields of a form, by what they are called. */
export type Standing = Readonly<Record<string, string>>

/**
 * Fills in every field of a form that is empty or can be chosen anew, those that only come up meanwhile too.
 *
 * @returns what then stands in it
 */
export async function typeInto(page: Page, fields: string): Promise<Standing> {
  const PASSES = 4
  for (let pass = 0; pass < PASSES; pass += 1) {
    await unfold(page)
    await page.evaluate(fillIn, fields)
    // A field that hangs on another comes with the next picture.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  return readFields(page, fields)
}

/** Runs inside the page: types into what is blank, and chooses another than is chosen. */
function fillIn(fields: string): void {
  const typed = (input: HTMLInputElement | HTMLTextAreaElement): string => {
    const byType: Record<string, string> = {
      date: '2026-10-06',
      time: '10:30',
      month: '2026-09',
      url: 'https://a.org',
    }
    const byMode: Record<string, string> = { numeric: '7', decimal: '1.5' }
    return byType[input.type] ?? byMode[input.inputMode] ?? 'Half a sentence'
  }
  const put = (field: HTMLElement, prototype: object, value: string): void => {
    // As a person's key does: React hears of a value only by its own setter.
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }
  for (const field of document.querySelectorAll(fields)) {
    if (!(field instanceof HTMLElement) || field.matches(':disabled, [data-typed]')) continue
    field.dataset['typed'] = ''
    if (field instanceof HTMLSelectElement) {
      const last = [...field.options].findLast((option) => !option.disabled)
      if (last !== undefined) put(field, HTMLSelectElement.prototype, last.value)
    } else if (field instanceof HTMLTextAreaElement) {
      put(field, HTMLTextAreaElement.prototype, typed(field))
    } else if (field instanceof HTMLInputElement) {
      if (field.type === 'radio' || field.type === 'checkbox') field.click()
      else if (field.type !== 'file') put(field, HTMLInputElement.prototype, typed(field))
    }
  }
}

/** What is folded away is there all the same, one tap away. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const summary of document.querySelectorAll('main form details:not([open]) > summary')) {
      if (summary instanceof HTMLElement) summary.click()
    }
  })
}

/** What stands in the fields of a form. */
export async function readFields(page: Page, fields: string): Promise<Standing> {
  await unfold(page)
  return page.evaluate((selector) => {
    const standing: Record<string, string> = {}
    for (const field of document.querySelectorAll(selector)) {
      const isField =
        field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement
      if (!isField) continue
      const label = `${field.ariaLabel ?? ''}${field.labels?.[0]?.textContent ?? ''}`
      const group = field.closest('fieldset')?.querySelector('legend')?.textContent ?? ''
      const isTick = field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type)
      standing[`${group} ${label}`.trim()] = isTick ? String(field.checked) : field.value
    }
    return standing
  }, fields)
}
