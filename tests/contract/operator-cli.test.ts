import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { branchline, type Ended, installedBranchline } from '#support/operator-cli.ts'
import { temporaryFolder } from '#support/server-open.ts'

/** Each command is a process of its own, which takes a second or more to begin. */
const SLOW = { timeout: 60_000 }

/** The one document on standard output; throws when there is anything else. */
function documentOf({ out }: Ended): unknown {
  return JSON.parse(out)
}

test('a command that is not understood ends with 2 and tells how it is used', SLOW, async () => {
  const DATA_DIR = join(await temporaryFolder(), 'data')
  const [none, unknown, flag, json, missing, tooMuch] = await Promise.all([
    branchline([], { DATA_DIR }),
    branchline(['erase'], { DATA_DIR }),
    branchline(['verify', '--harder'], { DATA_DIR }),
    branchline(['verify', '--harder', '--json'], { DATA_DIR }),
    branchline(['backup'], { DATA_DIR }),
    branchline(['verify', 'twice'], { DATA_DIR }),
  ])
  for (const { code, out } of [none, unknown, flag, missing, tooMuch]) {
    expect({ code, out }).toEqual({ code: 2, out: '' })
  }
  expect(none.said).toMatch(/^Usage: npm run cli -- <command>/)
  expect(unknown.said).toMatch(/^There is no command "erase"/)
  expect(flag.said).toContain("Unknown option '--harder'")
  expect(missing.said).toBe('Usage: npm run cli -- backup <file>\n')
  expect(tooMuch.said).toBe('Usage: npm run cli -- verify\n')
  expect(json.code).toBe(2)
  expect(documentOf(json)).toMatchObject({ exitCode: 2, problem: expect.stringContaining('--harder') })
})

test('without a database a command ends with 1, says so in words and makes none', SLOW, async () => {
  const folder = await temporaryFolder()
  const DATA_DIR = join(folder, 'data')
  const [verify, json, restore, wrong] = await Promise.all([
    branchline(['verify'], { DATA_DIR }),
    branchline(['tablets', '--json'], { DATA_DIR }),
    branchline(['restore', join(folder, 'none.gz')], { DATA_DIR }),
    branchline(['verify'], { DATA_DIR, PORT: 'none' }),
  ])
  expect(verify).toMatchObject({ code: 1, out: '' })
  expect(verify.said).toMatch(/^The database is empty\. "npm start" fills it/)
  expect(json.code).toBe(1)
  expect(documentOf(json)).toEqual({ exitCode: 1, problem: expect.stringMatching(/^The database is empty/) })
  expect(restore).toMatchObject({ code: 1, said: expect.stringMatching(/^ENOENT: no such file/) })
  expect(wrong).toEqual({ code: 1, out: '', said: 'PORT must be a number from 1 to 65535\n' })
  expect(await readdir(folder)).toEqual([])
})

test(
  'a folder without the service’s data is named, with what is missing, and nothing is made',
  SLOW,
  async () => {
    const folder = await temporaryFolder()
    const DATA_DIR = join(folder, 'data')
    const ended = await branchline(['enrol'], { DATA_DIR, REFERENCE_DIR: folder })
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.said).toContain(`The reference data in ${folder} cannot be used`)
    expect(ended.said).toContain('service.json')
    await expect(stat(DATA_DIR)).rejects.toThrow('ENOENT')
  },
)

test(
  'a backup restored into another folder is verified with 0, and with 3 once a row is tampered with',
  SLOW,
  async () => {
    const folder = await temporaryFolder()
    const [first, second] = [join(folder, 'first'), join(folder, 'second')]
    const file = join(folder, 'backup.gz')
    const enrolled = await branchline(['enrol', 'abingdon', '--json'], { DATA_DIR: first, PORT: '9009' })
    expect(enrolled.code, enrolled.said).toBe(0)
    expect(documentOf(enrolled)).toEqual({
      command: 'enrol',
      exitCode: 0,
      link: expect.stringMatching(/^http:\/\/localhost:9009\/enrol#/),
      site: 'abingdon',
    })
    const saved = await branchline(['backup', file, '--json'], { DATA_DIR: first })
    expect(documentOf(saved)).toMatchObject({ command: 'backup', exitCode: 0, file, service: 'oxfordshire' })

    const restored = await branchline(['restore', file], { DATA_DIR: second })
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining(`Restored ${file}`), said: '' })
    const [sound, again, tablets] = await Promise.all([
      branchline(['verify', '--json'], { DATA_DIR: second }),
      branchline(['restore', file], { DATA_DIR: second }),
      installedBranchline(['tablets'], { DATA_DIR: second }),
    ])
    expect(sound.code, sound.said).toBe(0)
    expect(documentOf(sound)).toMatchObject({ command: 'verify', exitCode: 0, differing: [], tablets: 0 })
    expect(again).toMatchObject({ code: 1, said: expect.stringMatching(/^The database is not empty/) })
    expect(tablets).toEqual({ code: 0, out: 'No tablet has been enrolled yet\n', said: '' })

    const database = new Sqlite(join(second, 'branchline.sqlite'))
    database.prepare(`update records set body = replace(body, 'Abingdon', 'Abbington')`).run()
    database.close()
    const [alarming, installed, stillSound] = await Promise.all([
      branchline(['verify', '--json'], { DATA_DIR: second }),
      installedBranchline(['verify'], { DATA_DIR: second }),
      branchline(['verify'], { DATA_DIR: first }),
    ])
    expect(alarming.code).toBe(3)
    expect(documentOf(alarming)).toMatchObject({ exitCode: 3, differing: [{ scope: 'authority' }] })
    expect(installed).toMatchObject({ code: 3, out: expect.stringContaining('DIFFERS authority') })
    expect(stillSound).toMatchObject({ code: 0, out: expect.stringContaining('Every scope holds') })
  },
)

test('the installed program is the one that package.json names', async () => {
  const root = join(import.meta.dirname, '../..')
  const { bin }: { bin: unknown } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  expect(bin).toEqual({ branchline: 'src/server/branchline.mjs' })
})
