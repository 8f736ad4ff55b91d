import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONFIG_VARIABLES } from '#server/config.ts'

test('the README names every variable the server reads, with its default and its meaning', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8')
  const rows = CONFIG_VARIABLES.map((one) => `| \`${one.name}\` | \`${one.default}\` | ${one.meaning} |`)
  const header = '| Variable | Default | Meaning |\n| --- | --- | --- |'
  expect(readme).toContain([header, ...rows].join('\n'))
})
