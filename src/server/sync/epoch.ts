import type { RecordStore } from '../storage/record-store.ts'

/** The history the server lives in. @throws before the service was installed */
export async function epochOf(store: Pick<RecordStore, 'readService'>): Promise<string> {
  const service = await store.readService()
  if (service === null) throw new Error('A tablet asked before the service was installed')
  return service.epoch
}
