import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installWithApt } from './apt.ts'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'msedge',
  'chrome',
]

const MAC_APPS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

const WHAT_TO_DO = [
  'The browser tests need Chromium, Chrome or Edge, and none was found. Install one:',
  '  Debian, Ubuntu   sudo apt-get install chromium   (Ubuntu: chromium-browser)',
  '  Fedora           sudo dnf install chromium',
  '  macOS            brew install --cask google-chrome',
  '  Windows          winget install Google.Chrome',
  'or say where one is: CHROME_PATH=/path/to/chrome npm test',
].join('\n')

function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function inApplications(): string[] {
  const homes = ['/Applications', join(process.env['HOME'] ?? '/', 'Applications')]
  return homes.flatMap((home) => MAC_APPS.map((app) => join(home, app)))
}

function inProgramFiles(): string[] {
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
    (name) => process.env[name] ?? [],
  )
  return roots.flatMap((root) => WINDOWS_PROGRAMS.map((program) => join(root, program)))
}

function candidates(): readonly string[] {
  if (process.platform === 'darwin') return [...inApplications(), ...onPath()]
  if (process.platform === 'win32') return inProgramFiles()
  return onPath()
}

/**
 * The browser the tests run in: the one `CHROME_PATH` names, else an installed Chromium, Chrome or
 * Edge, else one installed by the platform's own means.
 *
 * @throws {Error} saying exactly what to do when there is none
 */
export function findBrowser(): string {
  const named = process.env['CHROME_PATH']
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`CHROME_PATH names ${named}, which is not there`)
  }
  const installed = candidates().find((path) => existsSync(path))
  if (installed !== undefined) return installed
  installWithApt(['chromium'], WHAT_TO_DO)
  const now = candidates().find((path) => existsSync(path))
  if (now === undefined) throw new Error(WHAT_TO_DO)
  return now
}
