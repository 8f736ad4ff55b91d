import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BATCH_MAX_OPERATIONS, PROTOCOL_VERSION, REQUEST_MAX_BYTES } from '#sync/messages.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { enrolTablet, postJson } from '#support/server-tablet.ts'
import { serverFetch } from '#support/server.ts'

async function answerOf(response: Response): Promise<readonly [number, unknown]> {
  return [response.status, await response.json()]
}

test('healthz tells which service and history answer', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'county')
  expect(await answerOf(await server.app.request('/healthz'))).toEqual([
    200,
    { ok: true, service: 'Testshire libraries', epoch: tablet.epoch },
  ])
})

test('a server whose database does not answer is not well', async () => {
  const server = await openServer({
    wrapStore: (store) => ({ ...store, readService: () => Promise.reject(new Error('disk I/O error')) }),
  })
  expect(await answerOf(await server.app.request('/healthz'))).toEqual([500, { code: 'server-failed' }])
})

test('[PU-6] every request that cannot be served is answered by a stable code alone', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const push = { protocol: PROTOCOL_VERSION, lineage: tablet.lineage, epoch: null, ops: [tablet.create()] }
  const tooMany = Array.from({ length: BATCH_MAX_OPERATIONS + 1 }, () => push.ops[0])

  const cases: readonly (readonly [unknown, readonly [number, unknown]])[] = [
    ['not an object', [400, { code: 'unreadable' }]],
    [{ ...push, ops: [] }, [400, { code: 'unreadable' }]],
    [{ ...push, ops: tooMany }, [400, { code: 'unreadable' }]],
    [{ ...push, ops: [{ n: 1 }] }, [400, { code: 'unreadable' }]],
    [{ ...push, lineage: randomUUID() }, [403, { code: 'not-this-tablet' }]],
    [{ ...push, protocol: 99 }, [409, { code: 'update-needed' }]],
  ]
  for (const [body, answer] of cases) {
    expect(await answerOf(await tablet.post('/api/sync/push', body))).toEqual(answer)
  }
  expect(await answerOf(await tablet.post('/api/sync/elsewhere', {}))).toEqual([404, { code: 'not-found' }])
  const unfinished = await tablet.fetch('/api/sync/pull', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"protocol":',
  })
  expect(await answerOf(unfinished)).toEqual([400, { code: 'unreadable' }])
  const got = await server.app.request('/api/sync/pull')
  expect(await answerOf(got)).toEqual([401, { code: 'not-enrolled' }])
})

test('a request longer than a full batch is refused, by its header or while it is read', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const tooLong = 'x'.repeat(REQUEST_MAX_BYTES + 1)
  const headers = { 'content-type': 'application/json' }
  const announced = await tablet.fetch('/api/sync/push', {
    method: 'POST',
    headers: { ...headers, 'content-length': String(tooLong.length) },
    body: tooLong,
  })
  expect(await answerOf(announced)).toEqual([413, { code: 'too-large' }])

  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1
      controller.enqueue(new Uint8Array(64 * 1024))
    },
  })
  const init = { method: 'POST', headers, body: endless, duplex: 'half' }
  expect(await answerOf(await tablet.fetch('/api/sync/push', init))).toEqual([413, { code: 'too-large' }])
  expect(pulled).toBeLessThan(20)
})

test('a POST from another site’s page, or that is not JSON, is not served', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const pull = (headers: Record<string, string>) =>
    tablet.fetch('/api/sync/pull', { method: 'POST', body: '{}', headers })
  const json = { 'content-type': 'application/json' }

  for (const headers of [
    { 'content-type': 'text/plain' },
    { ...json, origin: 'https://elsewhere.example' },
    { ...json, origin: 'null' },
    { ...json, 'sec-fetch-site': 'cross-site' },
    { ...json, 'sec-fetch-site': 'same-site' },
  ]) {
    expect(await answerOf(await pull(headers))).toEqual([400, { code: 'unreadable' }])
  }
  for (const headers of [
    { ...json, origin: 'http://localhost:8787', 'sec-fetch-site': 'same-origin' },
    { ...json, origin: 'http://127.0.0.1:8787', host: '127.0.0.1:8787' },
    { 'content-type': 'application/json; charset=utf-8' },
  ]) {
    const response = await postJson(tablet.fetch, '/api/sync/pull', { protocol: 99 }, headers)
    expect(response.status).toBe(409)
  }
})

test('what goes wrong inside stands in the log with its request’s id, and never in the answer', async () => {
  const server = await openServer({
    wrapStore: (store) => ({ ...store, findTablet: () => Promise.reject(new Error('disk I/O error')) }),
  })
  const response = await postJson(serverFetch(server), '/api/sync/pull', {}, { authorization: 'Bearer x' })
  const text = await response.text()
  expect([response.status, text]).toEqual([500, '{"code":"server-failed"}'])
  expect(server.log.text()).toContain('disk I/O error')
})

test('every page, and whatever else is no JSON, carries all security headers', async () => {
  const clientFolder = await builtClient()
  const server = await openServer({ clientFolder })
  const { headers } = await server.app.request('/plan', { headers: { accept: 'text/html' } })
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types branchline',
  ])
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('strict-transport-security')).toBeNull()
})

test('an answer in JSON is never taken for something else, and carries none of what concerns pages', async () => {
  const server = await openServer({ clientFolder: await builtClient() })
  for (const { headers } of [
    await postJson(serverFetch(server), '/api/nothing', {}),
    await server.app.request('/healthz'),
  ]) {
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('content-security-policy')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('over TLS browsers are told to stay with it', async () => {
  const server = await openServer({ publicOrigin: 'https://branchline.example.org' })
  const { headers } = await server.app.request('/healthz')
  expect(headers.get('strict-transport-security')).toBe('max-age=63072000')
})

/** A folder as the build leaves it. */
async function builtClient(): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Branchline</title>')
  await writeFile(join(folder, 'sw.js'), '// service worker')
  await writeFile(join(folder, 'assets/app-5f2b.js'), `// ${'branchline '.repeat(500)}`)
  return folder
}

test('the app’s files are served: hashed ones for ever, the page and the service worker asked for each time', async () => {
  const server = await openServer({ clientFolder: await builtClient() })
  const get = (path: string, headers: Record<string, string> = {}) => server.app.request(path, { headers })
  const cacheOf = async (path: string, headers?: Record<string, string>) => {
    const response = await get(path, headers)
    return [response.status, response.headers.get('cache-control')]
  }
  const browsing = { accept: 'text/html,*/*' }

  expect(await cacheOf('/assets/app-5f2b.js')).toEqual([200, 'public, max-age=31536000, immutable'])
  expect(await cacheOf('/sw.js')).toEqual([200, 'no-cache'])
  expect(await cacheOf('/', browsing)).toEqual([200, 'no-cache'])
  expect(await (await get('/log/baby-toddler-rhyme', browsing)).text()).toContain('<title>Branchline</title>')
  expect(await cacheOf('/assets/gone-1234.js', browsing)).toEqual([404, 'no-cache'])
  expect(await cacheOf('/missing.png')).toEqual([404, 'no-cache'])
  expect((await get('/../package.json')).status).toBe(404)
  expect((await get('/%2e%2e/package.json')).status).toBe(404)
})

test('an unchanged page is not sent again, and text goes compressed', async () => {
  const server = await openServer({ clientFolder: await builtClient() })
  const first = await server.app.request('/', { headers: { accept: 'text/html' } })
  const tag = first.headers.get('etag') ?? ''
  const again = await server.app.request('/', { headers: { accept: 'text/html', 'if-none-match': tag } })
  expect(again.status).toBe(304)
  const script = await server.app.request('/assets/app-5f2b.js', { headers: { 'accept-encoding': 'gzip' } })
  expect(script.headers.get('content-encoding')).toBe('gzip')
})

test('one line is logged for each request, with its tablet and without its query', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'county')
  await tablet.post('/api/sync/pull?from=here', {})
  const last = server.log.text().trim().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toMatchObject({
    method: 'POST',
    path: '/api/sync/pull',
    status: 400,
    lineage: tablet.lineage,
    ms: 0,
  })
  expect(last).not.toContain('here')
})
