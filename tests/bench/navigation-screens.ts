import type { Step } from './navigation-page.ts'

/** A screen, by the links that lead to it from Today. The press on the last of them is what is timed. */
export interface Screen {
  readonly name: string
  readonly steps: readonly Step[]
}

const nav = (path: string): string => `nav.main-nav a[href^="${path}"]`
const inMain = (path: string): string => `main a[href^="${path}"]`

const log: Step = { link: 'main a.quick-way[href^="/log"]', shows: ['.tile[href^="/log/kind"]'] }
const count: Step = { link: inMain('/count'), shows: ['.tile-button'] }
const hours: Step = { link: inMain('/hours'), shows: ['form input'] }
const entries: Step = { link: nav('/entries'), shows: ['.entry-lines .entry-title'] }
const plan: Step = { link: nav('/plan'), shows: ['a[href^="/plan/priority/9"]'] }
const priority: Step = { link: inMain('/plan/priority/1'), shows: [inMain('/plan/action')] }
const progress: Step = { link: nav('/progress'), shows: [inMain('/progress/measure')] }
const tablet: Step = { link: nav('/tablet'), shows: ['dl.facts'] }
/** Lists are reached from Log, which a county tablet has in its navigation. */
const fromLog: Step = { link: nav('/log'), shows: [inMain('/lists')] }
const lists: Step = { link: inMain('/lists'), shows: ['.tile[href^="/lists/preset"]'] }

/** Those a site's tablet has, and a county's too once a site is chosen. */
const AT_A_SITE: readonly Screen[] = [
  { name: 'Log', steps: [log] },
  {
    name: 'a session’s form',
    steps: [{ link: 'main .tile[href^="/log/"]:not([href^="/log/kind"])', shows: ['form input'] }],
  },
  {
    name: 'another form',
    steps: [log, { link: inMain('/log/kind/digital-help'), shows: ['form input'] }],
  },
  { name: 'Count', steps: [count] },
  { name: 'Hours', steps: [hours] },
  { name: 'Signpost', steps: [{ link: inMain('/signpost'), shows: ['.tile'] }] },
  { name: 'sign-in', steps: [hours, { link: inMain('/sign-in'), shows: ['.tile-button'] }] },
  { name: 'the week', steps: [{ link: inMain('/week'), shows: ['table input'] }] },
  { name: 'end of the day', steps: [{ link: inMain('/end-of-day'), shows: ['.hand-over'] }] },
]

const EVERYWHERE: readonly Screen[] = [
  { name: 'Entries', steps: [entries] },
  { name: 'an entry', steps: [entries, { link: '.entry-lines .entry-title', shows: ['dl.facts'] }] },
  { name: 'Plan', steps: [plan] },
  { name: 'a priority', steps: [plan, priority] },
  {
    name: 'an action',
    steps: [plan, priority, { link: inMain('/plan/action'), shows: ['section h2'] }],
  },
  { name: 'the quarter board', steps: [plan, { link: inMain('/plan/board'), shows: ['.board li'] }] },
  { name: 'Progress', steps: [progress] },
  {
    name: 'a priority’s measures',
    steps: [progress, { link: '.progress-heading[href^="/progress/"]', shows: ['.progress-title'] }],
  },
  { name: 'a measure', steps: [progress, { link: inMain('/progress/measure'), shows: ['svg'] }] },
  { name: 'Our place', steps: [{ link: nav('/place'), shows: ['#in-short'] }] },
  { name: 'Tablet', steps: [tablet] },
  { name: 'the sync log', steps: [tablet, { link: inMain('/tablet/log'), shows: ['h1'] }] },
  { name: 'the lists', steps: [fromLog, lists] },
  {
    name: 'a list',
    steps: [fromLog, lists, { link: inMain('/lists/preset'), shows: ['li a[href^="/entries/"]'] }],
  },
]

/** The way home, and what of Today is there when no site is chosen and when one is. */
export const HOME: Step = { link: nav('/'), shows: ['a.entry-title'] }
export const HOME_AT_A_SITE: Step = { link: nav('/'), shows: ['a.entry-title', 'table input'] }

export const SCREENS = { everywhere: EVERYWHERE, atASite: AT_A_SITE } as const
