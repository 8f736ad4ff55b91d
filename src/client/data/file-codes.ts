import type { Device } from './device.ts'

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

type Subtle = Pick<Device, 'subtle'>

/** @throws {Error} on a page that is not secure, where the app is not served */
function subtleOf({ subtle }: Subtle): SubtleCrypto {
  if (subtle === undefined) throw new Error('this page is not secure')
  return subtle
}

/** SHA-256 of a text, in lower-case hex. */
export async function sha256(device: Subtle, text: string): Promise<string> {
  return hex(await subtleOf(device).digest('SHA-256', new TextEncoder().encode(text)))
}

/**
 * Shows that texts come from this tablet, or are meant for it: HMAC-SHA-256 keyed by the hash of its
 * credential, which is all that the server keeps of that.
 */
export async function macFor(device: Subtle, credential: string): Promise<(text: string) => Promise<string>> {
  const subtle = subtleOf(device)
  const encoder = new TextEncoder()
  const secret = encoder.encode(await sha256(device, credential))
  const key = await subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return async (text) => hex(await subtle.sign('HMAC', key, encoder.encode(text)))
}
