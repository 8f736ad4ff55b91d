/** The browser's storage manager; some engines have none, and older ones only parts of it. */
export function storageManager(): Partial<StorageManager> | undefined {
  return navigator.storage
}

/**
 * Asks the browser not to clear this tablet's storage by itself. Asking again is harmless.
 *
 * @returns `null` where the browser has no such question
 */
export async function askToKeepStorage(): Promise<boolean | null> {
  try {
    return (await storageManager()?.persist?.()) ?? null
  } catch {
    return null
  }
}
