import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      optionalDependencies: v.optional(v.record(v.string(), v.string()), {}),
    }),
  ),
})

test('the lock file holds what every platform needs, so that a clean install succeeds on any of them', async () => {
  const text = await readFile(join(import.meta.dirname, '../../package-lock.json'), 'utf8')
  const { packages } = v.parse(lockSchema, JSON.parse(text))
  const names = Object.keys(packages)
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.some((path) => path.endsWith(`node_modules/${name}`)))
      .map((name) => `${name}, wanted by ${from}`),
  )
  expect(missing).toEqual([])
  expect(names.filter((path) => path !== '' && packages[path]?.version === undefined)).toEqual([])
})
