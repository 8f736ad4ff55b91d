import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { installWithApt } from '#support/apt.ts'
import type { WebKitPrograms } from './webkit-page.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Firefox's program. */
    readonly firefoxPath: string
    readonly webKitPrograms: WebKitPrograms
  }
}

const FIREFOX_NAMES = ['firefox-esr', 'firefox']
const FIREFOX_ELSEWHERE = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]
/** Debian's folders, then Fedora's; the browser of an engine stands in no folder for programs. */
const WEBKIT_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/libexec',
].flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((engine) => join(folder, engine)))

const FIREFOX_WORDS = [
  'These tests need Firefox 140 or later, and none was found. Install it',
  '(Debian: sudo apt-get install firefox-esr), or say where it is:',
  'FIREFOX_PATH=/path/to/firefox npm run test:engines',
].join('\n')

const WEBKIT_WORDS = [
  'These tests need WebKitGTK with WebKitWebDriver and MiniBrowser, and Xvfb, and one of them was not found.',
  'They are for Linux: on Debian and Ubuntu, sudo apt-get install webkit2gtk-driver xvfb',
].join('\n')

function inFolders(names: readonly string[], folders: readonly string[]): string | undefined {
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

function onPath(...names: readonly string[]): string | undefined {
  return inFolders(names, (process.env['PATH'] ?? '').split(delimiter))
}

function firefox(): string | undefined {
  const named = process.env['FIREFOX_PATH']
  if (named !== undefined && named !== '') return named
  return onPath(...FIREFOX_NAMES) ?? FIREFOX_ELSEWHERE.find((path) => existsSync(path))
}

function webKit(): WebKitPrograms | undefined {
  const driver = onPath('WebKitWebDriver')
  const screen = onPath('Xvfb')
  const browser = inFolders(['MiniBrowser'], WEBKIT_FOLDERS)
  if (driver === undefined || screen === undefined || browser === undefined) return undefined
  return { driver, browser, screen }
}

/** What is there, else what is there once it was installed. */
function found<Thing>(find: () => Thing | undefined, packages: readonly string[], whatToDo: string): Thing {
  const before = find()
  if (before !== undefined) return before
  installWithApt(packages, whatToDo)
  const after = find()
  if (after === undefined) throw new Error(whatToDo)
  return after
}

/** Before the journeys in every engine: finds Firefox and WebKitGTK, or installs them. */
export function setup(project: TestProject): void {
  project.provide('firefoxPath', found(firefox, ['firefox-esr'], FIREFOX_WORDS))
  project.provide('webKitPrograms', found(webKit, ['webkit2gtk-driver', 'xvfb'], WEBKIT_WORDS))
}
