import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { oxfordshire } from '#support/reference.ts'

const ROOT = join(import.meta.dirname, '../..')
const REFERENCE = join(ROOT, 'src/server/reference/oxfordshire')

const all = await oxfordshire()
// Every service has its home library service.
const sites = all('site').filter(({ body }) => body.type !== 'home-library-service')
const places = sites.flatMap(({ body }) => [body.name, ...(body.districtName ?? '').split(/ and |, /)])
const county = all('community-profile').flatMap(({ body }) =>
  body.areaType === 'county' ? body.areaName : [],
)
const FRAMEWORK = 'Including Everyone'

/** Words that would tell where the product comes from: places as they are written, and sites by their ids. */
const telling = [
  ...new Set([...places, ...county, FRAMEWORK].filter((name) => name !== '')),
  ...sites.flatMap(({ id }) => [id, `'${id.slice('site/'.length)}'`]),
]
const pattern = new RegExp(
  telling.map((name) => `(?<![\\w/-])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).join('|'),
)

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name) : []))
}

test('a name of the county is found where there is one', () => {
  for (const text of ["name: 'Wychwood'", 'site/banbury', 'in Oxford.', 'West Oxfordshire', FRAMEWORK]) {
    expect(pattern.test(text), text).toBe(true)
  }
  for (const text of ['a grove of trees', 'thames', 'nothing of the kind'])
    expect(pattern.test(text)).toBe(false)
})

test('no place of the service that the product is shipped with stands in its code', async () => {
  const files = [
    ...(await filesUnder(join(ROOT, 'src'))),
    ...(await filesUnder(join(ROOT, 'public'))),
    join(ROOT, 'index.html'),
  ].filter(
    (file) => !file.startsWith(REFERENCE) && /\.(tsx?|mjs|css|html|md|json|svg|webmanifest)$/.test(file),
  )
  expect(files.length).toBeGreaterThan(300)
  const found: string[] = []
  for (const file of files) {
    for (const [index, line] of (await readFile(file, 'utf8')).split('\n').entries()) {
      const [name] = pattern.exec(line) ?? []
      if (name !== undefined) found.push(`${file.slice(ROOT.length + 1)}:${index + 1} ${name}`)
    }
  }
  expect(found).toEqual([])
})
