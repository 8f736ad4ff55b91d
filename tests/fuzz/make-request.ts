import { type Chance, chanceOf } from './chance.ts'
import type { FuzzRequest } from './fuzz-request.ts'
import type { FuzzTablet, Known } from './known.ts'
import { spoilBytes } from './spoil-bytes.ts'
import { asText, spoilValue } from './spoil-values.ts'
import { POSTED, type Posted, validBody } from './valid-requests.ts'

const ROUTES = {
  push: 30,
  pull: 14,
  carry: 12,
  receipt: 7,
  fork: 6,
  enrol: 7,
  offer: 4,
  notices: 3,
  healthz: 2,
  static: 10,
  other: 5,
} as const

/** The request at one place of a run: the same for the same seed, whatever was thrown before it. */
export function makeRequest(known: Known, seed: number, index: number): FuzzRequest {
  const chance = chanceOf(seed, index)
  const route = chance.weighed(ROUTES)
  switch (route) {
    case 'notices':
      return {
        ...got(route, '/api/sync/notices', chance),
        headers: credentialHeaders(known, chance.pick(inUse(known)), chance),
      }
    case 'healthz':
      return got(route, '/healthz', chance)
    case 'static':
      return got(route, staticTarget(chance), chance)
    case 'other':
      return { ...posted(chance.pick(postedRoutes), known, chance), route, target: otherTarget(chance) }
    case 'push':
    case 'pull':
    case 'carry':
    case 'receipt':
    case 'fork':
    case 'enrol':
    case 'offer':
      return posted(route, known, chance)
  }
}

// The keys of an object that nothing adds to.
const postedRoutes = Object.keys(POSTED) as readonly Posted[]
const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'x'] as const

function posted(route: Posted, known: Known, chance: Chance): FuzzRequest {
  const tablet = chance.pick(chance.often(0.05) ? known.tablets : inUse(known))
  const valid = validBody(route, tablet, known, chance)
  const isSpoilt = chance.often(0.75)
  const body = isSpoilt ? spoilValue(valid, chance, wrongWords(route, known)) : valid
  const sent = chance.often(0.25)
    ? spoilBytes(asText(body), chance)
    : { bytes: Buffer.from(asText(body)), headers: {} }
  const method = chance.often(0.03) ? chance.pick(METHODS) : 'POST'
  const isEnrolment = route === 'enrol' || route === 'offer'
  const headers = {
    'content-type': 'application/json',
    ...(isEnrolment ? { 'x-test-address': addressOf(chance) } : credentialHeaders(known, tablet, chance)),
    ...sent.headers,
  }
  const takesBody = method !== 'GET' && method !== 'HEAD'
  return { route, method, target: spelt(POSTED[route], chance), headers, body: takesBody ? sent.bytes : null }
}

function inUse({ tablets }: Known): readonly FuzzTablet[] {
  return tablets.filter((tablet) => !tablet.revoked)
}

/** Most from many places, because one alone is soon told to wait. */
function addressOf(chance: Chance): string {
  return chance.often(0.1) ? '192.0.2.1' : `198.51.100.${chance.below(250)}`
}

function got(route: string, target: string, chance: Chance): FuzzRequest {
  const accept = chance.pick(['text/html', '*/*', '', 'text/html;q=0, ,;', 'application/json'])
  const encoding = chance.pick(['gzip', 'br', 'identity;q=0', '*'])
  const headers = {
    accept,
    'accept-encoding': encoding,
    'if-none-match': chance.pick(['*', '"x"', 'W/"', '']),
  }
  const method = chance.often(0.8) ? 'GET' : chance.pick(['HEAD', 'POST', ...METHODS])
  return { route, method, target, headers, body: null }
}

const UUID = /^[0-9a-f-]{36}$/

/**
 * Ids and secrets of the server's own. Enrolling gets none that could be a lineage: to enrol a second
 * time under one rightly puts another tablet in the place of the first.
 */
function wrongWords(route: Posted, { tablets, records, opIds, deadCodes, epoch }: Known): readonly string[] {
  const ids = [...records.map(({ id }) => id), ...opIds, ...tablets.map((tablet) => tablet.lineage), epoch]
  const secrets = [...tablets.map((tablet) => tablet.credential), ...deadCodes]
  return [...(route === 'enrol' ? ids.filter((id) => !UUID.test(id)) : ids), ...secrets]
}

function credentialHeaders(known: Known, own: FuzzTablet, chance: Chance): Record<string, string> {
  const authorization = ((): string | null => {
    switch (chance.weighed({ own: 90, other: 3, unknown: 1, none: 1, odd: 2 })) {
      case 'own':
        return `Bearer ${own.credential}`
      case 'other':
        return `Bearer ${chance.pick(known.tablets).credential}`
      case 'unknown':
        return `Bearer ${chance.token(43)}`
      case 'none':
        return null
      case 'odd':
        return chance.pick([
          `bearer ${own.credential}`,
          `Bearer  ${own.credential}`,
          `Bearer ${own.credential} x`,
          `Bearer ${own.credential.slice(1)}`,
          `Basic ${own.credential}`,
          `Bearer ${'x'.repeat(8000)}`,
          'Bearer',
          'Bearer __proto__',
          `Bearer ${own.lineage}`,
        ])
    }
  })()
  return authorization === null ? {} : { authorization }
}

/** An address, now and then spelt in another way. */
function spelt(path: string, chance: Chance): string {
  if (chance.often(0.94)) return path
  return chance.pick([
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    path.replace('/sync', '/%73ync'),
    path.replaceAll('/sync', '%2fsync'),
    `${path}?lineage=${'x'.repeat(chance.below(2000))}`,
    `${path}?__proto__[x]=1#x`,
    `${path}%00`,
    `${path};x=1`,
    path.replace('/api', '/api/.'),
  ])
}

function otherTarget(chance: Chance): string {
  return chance.pick([
    '/api',
    '/api/',
    '/api/sync',
    '/api/enrol/x',
    '/api/__proto__',
    '/api/sync/pull/push',
    '/x',
    '/%',
  ])
}

const OUT = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..\\',
  '..%5c',
  '%252e%252e%252f',
  '..%c0%af',
  '.%00./',
  '....//',
  './',
]

function staticTarget(chance: Chance): string {
  const up = Array.from({ length: 1 + chance.below(6) }, () => chance.pick(OUT)).join('')
  return chance.pick([
    '/',
    '/index.html',
    '/entries/x',
    '/assets/app-4fzyo82m.js',
    '/manifest.webmanifest',
    `/${up}secret.txt`,
    `/assets/${up}secret.txt`,
    `/${up}${up}etc/passwd`,
    `/assets/${up}`,
    '/%',
    '/%E0%A4%A',
    '/%00',
    '/index.html%00.js',
    `/${'a/'.repeat(chance.below(2000))}`,
    `/${'x'.repeat(chance.below(5000))}`,
    `/${encodeURIComponent(Buffer.from(chance.bytes(chance.below(60))).toString())}`,
    `//${chance.token(5)}/x`,
    '/assets',
    '/__proto__',
    '/constructor.js',
  ])
}
