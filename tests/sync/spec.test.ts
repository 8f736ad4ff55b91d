import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

async function rulesStated(): Promise<Set<string>> {
  const spec = await readFile(join(root, 'src/sync/SPEC.md'), 'utf8')
  return new Set([...spec.matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].flatMap((match) => match[1] ?? []))
}

/** Rules that the title of some test names. */
async function rulesTested(): Promise<Set<string>> {
  const files = await readdir(join(root, 'tests'), { recursive: true })
  const tests = files.filter((file) => /\.test\.tsx?$/.test(file))
  const texts = await Promise.all(tests.map((file) => readFile(join(root, 'tests', file), 'utf8')))
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/['"`]\[([A-Z]+-\d+)\] /g)].flatMap((match) => match[1] ?? [])),
  )
}

test('every rule of the agreement has a test whose title carries its number, and no test names a rule that is not there', async () => {
  expect([...(await rulesTested())].toSorted()).toEqual([...(await rulesStated())].toSorted())
})
