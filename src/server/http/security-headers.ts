import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './deps.ts'

/** Nothing inline, nothing from elsewhere. The client makes one Trusted Types policy, for its service worker's address. */
const CONTENT_SECURITY_POLICY = [
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
].join('; ')

const TWO_YEARS_SECONDS = 2 * 365 * 24 * 60 * 60

/**
 * Headers for every answer. Those of a page say nothing about JSON, which no browser takes for one, and would be
 * half of what a tablet with nothing new receives over a weak link.
 */
export function securityHeaders(publicOrigin: string): MiddlewareHandler<AppEnv> {
  const always: Record<string, string> = { 'x-content-type-options': 'nosniff' }
  if (publicOrigin.startsWith('https:')) always['strict-transport-security'] = `max-age=${TWO_YEARS_SECONDS}`
  const ofPages = {
    ...always,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  }
  return async (context, next) => {
    await next()
    const isJson = context.res.headers.get('content-type')?.startsWith('application/json') === true
    for (const [name, value] of Object.entries(isJson ? always : ofPages)) context.header(name, value)
  }
}
