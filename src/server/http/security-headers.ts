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

export function securityHeaders(publicOrigin: string): MiddlewareHandler<AppEnv> {
  const headers: Record<string, string> = {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
  if (publicOrigin.startsWith('https:')) headers['strict-transport-security'] = `max-age=${TWO_YEARS_SECONDS}`
  return async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.header(name, value)
  }
}
