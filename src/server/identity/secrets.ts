import { createHash } from 'node:crypto'

/** Random bytes from the machine's own source; passed in, so that a test can repeat a run. */
export type RandomBytes = (length: number) => Uint8Array

const CODE_BYTES = 24

export function newCode(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(CODE_BYTES)).toString('base64url')
}

/** What is stored of a code or credential. They are random and long, so a plain hash cannot be turned round. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
