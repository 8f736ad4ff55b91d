import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { CONFIG_VARIABLES, readConfig } from '#server/config.ts'

test('with nothing set the server listens on this machine’s port 8787 and keeps its data in ./data', () => {
  expect(readConfig({})).toMatchObject({
    ok: true,
    config: {
      port: 8787,
      host: '127.0.0.1',
      dataFolder: resolve('data'),
      logLevel: 'info',
      publicOrigin: 'http://localhost:8787',
      trustProxy: false,
    },
  })
})

test('the service’s own data are Oxfordshire’s unless another folder is named', () => {
  const shipped = resolve(import.meta.dirname, '../../src/server/reference/oxfordshire')
  expect(readConfig({})).toMatchObject({ config: { referenceFolder: shipped } })
  expect(readConfig({ REFERENCE_DIR: '/srv/ours' })).toMatchObject({
    config: { referenceFolder: '/srv/ours' },
  })
})

test('a variable set to nothing counts as unset', () => {
  expect(readConfig({ PORT: '', LOG_LEVEL: '' })).toEqual(readConfig({}))
})

test('without an origin of its own the server is at localhost, on its port', () => {
  expect(readConfig({ PORT: '9000' })).toMatchObject({ config: { publicOrigin: 'http://localhost:9000' } })
})

test('every variable that is wrong is named, and nothing else', () => {
  const wrong = {
    PORT: '99999',
    PUBLIC_ORIGIN: 'https://example.org/path',
    TRUST_PROXY: 'yes',
    LOG_LEVEL: 'loud',
  }
  const read = readConfig(wrong)
  expect(read.ok ? [] : read.problems.map((problem) => problem.split(' ')[0])).toEqual(
    Object.keys(wrong).toSorted((left, right) => orderOf(left) - orderOf(right)),
  )
  expect(readConfig({ PORT: 'eighty' })).toEqual({
    ok: false,
    problems: ['PORT must be a number from 1 to 65535'],
  })
})

function orderOf(name: string): number {
  return CONFIG_VARIABLES.findIndex((variable) => variable.name === name)
}
