import type { Chance } from './chance.ts'
import type { RawBytes } from './raw-bodies.ts'

// What stands before the body of a request, in every way that is wrong or nearly so.

export function brokenLine(chance: Chance): string {
  return chance.pick([
    'GET',
    'GET /healthz',
    'GET  /healthz  HTTP/1.1',
    'GET /healthz HTTP/9.9',
    'GET /healthz HTTP/1.',
    'GET /healthz HTTP/1.1 x',
    'get /healthz HTTP/1.1',
    'G\u0000T /healthz HTTP/1.1',
    'PROPFIND /api/sync/push HTTP/1.1',
    'TRACE / HTTP/1.1',
    'CONNECT localhost:1 HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET healthz HTTP/1.1',
    'GET http:// HTTP/1.1',
    'GET http://[::bad/healthz HTTP/1.1',
    'GET http://user:pass@elsewhere.example:99999/healthz HTTP/1.1',
    'GET file:///etc/passwd HTTP/1.1',
    'GET //\\\\ HTTP/1.1',
    'GET /a b HTTP/1.1',
    'GET /é\u0001 HTTP/1.1',
    `GET /${'x'.repeat(chance.below(40_000))} HTTP/1.1`,
    `GET /?${'a=1&'.repeat(chance.below(5000))} HTTP/1.1`,
    `${'X'.repeat(chance.below(5000))} / HTTP/1.1`,
    'GET /healthz HTTP/1.1\rHost: x',
  ])
}

export function brokenHost(chance: Chance): string {
  return chance.pick([
    '',
    'Host:\r\n',
    'Host: localhost\r\nHost: elsewhere.example\r\n',
    'Host: a b\r\n',
    'Host: localhost:99999\r\n',
    'Host: [::\r\n',
    'Host: user@localhost/x?y#z\r\n',
    'Host: é\r\n',
    'Host: \u0000\r\n',
    'Host: %\r\n',
    'Host: ..\r\n',
    `Host: ${'x'.repeat(5000)}\r\n`,
  ])
}

export function brokenHeader(chance: Chance): string {
  return chance.pick([
    `x: ${'y'.repeat(chance.below(200_000))}`,
    'x: y\r\n'.repeat(1 + chance.below(4000)) + 'x: y',
    'no colon',
    ': no name',
    'na me: x',
    'x: a\r\n folded',
    'x: a\u0000b',
    'x: a\nb',
    'x: a\rb',
    'Transfer-Encoding: nonsense',
    'Expect: nonsense',
    'Upgrade: websocket\r\nConnection: Upgrade',
    'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x',
    `Authorization: Bearer ${'x'.repeat(chance.below(30_000))}`,
    `Cookie: ${'a=b; '.repeat(chance.below(3000))}`,
    'Accept-Encoding: \u0001',
    'Range: bytes=-9999999999999999999',
    'If-Modified-Since: NaN',
  ])
}

export function wayOut(chance: Chance): string {
  const steps = [
    '../',
    '..%2f',
    '%2e%2e/',
    '..\\',
    '..%5c',
    '.../',
    '..;/',
    '%252e%252e/',
    '..%00/',
    './',
    '/',
  ]
  const up = Array.from({ length: 1 + chance.below(8) }, () => chance.pick(steps)).join('')
  const target = chance.pick(['secret.txt', 'etc/passwd', 'client/../secret.txt', 'package.json', ''])
  return chance.pick(['/', '/assets/', '//', 'http://localhost/', '/index.html/', '/%', '']) + up + target
}

export function otherProtocol(chance: Chance): RawBytes {
  const [text, isWhole] = chance.pick([
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', true],
    ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003', false],
    ['SSH-2.0-OpenSSH_9.6\r\n', false],
    ['EHLO localhost\r\n\r\n', true],
    ['*1\r\n$4\r\nPING\r\n', false],
    ['\r\n\r\n\r\n', false],
    ['', false],
  ] as const)
  return { parts: [Buffer.from(text, 'latin1')], isWhole }
}
