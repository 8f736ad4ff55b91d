import { Database } from '#client/data/database.ts'

const NAME = 'floor'

/** Branchline's own stores and indexes, made and written without a library. */
export async function openFloor(): Promise<IDBDatabase> {
  // Never opened: it only says what its stores are.
  const { tables } = new Database({ databaseName: NAME, indexedDB, IDBKeyRange })
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME)
    opening.onupgradeneeded = () => {
      for (const { name, schema } of tables) {
        const { keyPath, auto = false } = schema.primKey
        const store = opening.result.createObjectStore(name, {
          keyPath: keyPath ?? null,
          autoIncrement: auto,
        })
        for (const index of schema.indexes) store.createIndex(index.name, index.keyPath ?? [])
      }
    }
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error ?? new Error('not opened'))
  })
}

/** Rows by store, put in one strict transaction: on disk when this resolves, as Branchline's writes are. */
export function putAll(db: IDBDatabase, rows: Readonly<Record<string, readonly unknown[]>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const step = db.transaction(Object.keys(rows), 'readwrite', { durability: 'strict' })
    for (const [store, some] of Object.entries(rows)) {
      const into = step.objectStore(store)
      for (const row of some) into.put(row)
    }
    step.oncomplete = () => resolve()
    step.onabort = () => reject(step.error ?? new Error('aborted'))
  })
}

/** The rows of a store that an index holds in a range. */
export function readRange(
  db: IDBDatabase,
  [store, index]: readonly [string, string],
  range: IDBKeyRange,
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const reading = db.transaction(store).objectStore(store).index(index).getAll(range)
    reading.onsuccess = () => resolve(reading.result)
    reading.onerror = () => reject(reading.error ?? new Error('not read'))
  })
}

export function countAll(db: IDBDatabase, index: string, range: IDBKeyRange): Promise<number> {
  return new Promise((resolve, reject) => {
    const counting = db.transaction('records').objectStore('records').index(index).count(range)
    counting.onsuccess = () => resolve(counting.result)
    counting.onerror = () => reject(counting.error ?? new Error('not counted'))
  })
}
