import type { Device } from './device.ts'
import type { Tablet } from './tablet.ts'

/**
 * Training is a database of its own with a made-up year in it. What is logged there is never in the tablet's
 * own database, has no credential to be sent with, and is gone with one deletion.
 */
const TRAINING_DATABASE = 'branchline-training'

/** The same machine with the training database in the place of its own, and with no way out. */
export function trainingDevice(device: Device): Device {
  return {
    ...device,
    databaseName: TRAINING_DATABASE,
    fetch: () => Promise.reject(new TypeError('training sends nothing')),
  }
}

export function isTraining({ device }: Pick<Tablet, 'device'>): boolean {
  return device.databaseName === TRAINING_DATABASE
}
