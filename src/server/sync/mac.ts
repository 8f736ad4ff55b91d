import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA-256 of a text in hex, keyed by the hex SHA-256 of a tablet's credential. */
export function macOf(credentialHash: string, text: string): string {
  return createHmac('sha256', credentialHash).update(text).digest('hex')
}

/** Whether a mac shows that a text comes from the tablet of a credential. Takes as long for any wrong one. */
export function isMacOf(credentialHash: string, text: string, mac: string): boolean {
  const expected = Buffer.from(macOf(credentialHash, text))
  const given = Buffer.from(mac)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
