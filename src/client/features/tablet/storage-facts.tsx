import { useEffect, useState } from 'react'
import { askToKeepStorage, storageManager } from '#client/data/keep-storage.ts'

interface StorageState {
  /** Null where the browser does not say. */
  readonly isPersisted: boolean | null
  readonly usedBytes: number | null
  readonly quotaBytes: number | null
}

const UNKNOWN: StorageState = { isPersisted: null, usedBytes: null, quotaBytes: null }

/** Asks the browser to keep the storage, then what it says of it. */
async function readStorage(): Promise<StorageState> {
  const isPersisted = await askToKeepStorage()
  const estimate = await storageManager()?.estimate?.()
  return { isPersisted, usedBytes: estimate?.usage ?? null, quotaBytes: estimate?.quota ?? null }
}

function persistedInWords(isPersisted: boolean | null): string {
  if (isPersisted === null) return 'This browser does not say whether it keeps it'
  return isPersisted
    ? 'Kept: the browser will not clear it by itself'
    : 'The browser may clear it if the tablet runs short of room. Installing Branchline as an app makes that less likely'
}

const sizes = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 })

function megabytesInWords(bytes: number | null): string {
  if (bytes === null) return 'This browser does not say'
  const megabytes = bytes / 1_000_000
  return megabytes >= 1000 ? `${sizes.format(megabytes / 1000)} GB` : `${sizes.format(megabytes)} MB`
}

/** How safely the browser keeps what is on this tablet. */
export function StorageFacts() {
  const [storage, setStorage] = useState<StorageState>()
  useEffect(() => {
    let isWanted = true
    const take = (read: StorageState): void => {
      if (isWanted) setStorage(read)
    }
    readStorage().then(take, () => take(UNKNOWN))
    return () => {
      isWanted = false
    }
  }, [])
  if (storage === undefined) return null
  return (
    <section className="sheet stack" aria-labelledby="storage-heading">
      <h2 id="storage-heading">Storage</h2>
      <dl className="facts">
        <dt>What is stored here</dt>
        <dd>{persistedInWords(storage.isPersisted)}</dd>
        <dt>Used</dt>
        <dd>{megabytesInWords(storage.usedBytes)}</dd>
        <dt>Room for Branchline</dt>
        <dd>{megabytesInWords(storage.quotaBytes)}</dd>
      </dl>
    </section>
  )
}
