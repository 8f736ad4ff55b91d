import type { RecordStore } from '../record-store.ts'
import { codeOf, heartbeatText } from '../sql/rows.ts'
import { dump, readDump } from './dump.ts'
import * as identity from './identity.ts'
import * as operations from './operations.ts'
import * as records from './records.ts'
import { settle } from './settle.ts'
import * as sums from './sums.ts'
import { createMemory } from './tables.ts'

/**
 * Everything of one service, in this process and for as long as it lives: for tests and simulation,
 * which open thousands. "Durable" means here that it is in these tables.
 */
export function openMemoryStore(serviceId: string): RecordStore {
  const { now, step, hold } = createMemory()
  return {
    readService: async () =>
      now(({ service }) =>
        service === null ? null : { id: service.id, name: service.name, epoch: service.epoch },
      ),
    install: async (installation) => step((tables) => records.install(tables, serviceId, installation)),
    receive: async (arrived, at) => step((tables) => operations.receive(tables, serviceId, arrived, at)),
    settle: async (request, decide) => step((tables) => settle(tables, serviceId, request, decide)),
    outcomesOf: async (opIds, asker) => now((tables) => operations.outcomesOf(tables, opIds, asker)),
    heldOn: async (recordIds) => now((tables) => operations.heldOn(tables, recordIds)),
    unsettledAfter: async (place, limit) => now((tables) => operations.unsettledAfter(tables, place, limit)),
    readFeed: (read) => hold((tables) => read(records.feedOf(tables))),
    recordsOf: async (scope, kind) => now((tables) => records.recordsOf(tables, scope, kind)),
    readHeads: async () =>
      now(({ scopes }) => new Map([...scopes.values()].map((row) => [row.id, row.head_seq]))),
    addScopes: async (ids) => step((tables) => records.addScopes(tables, serviceId, ids)),
    scopesWithoutSums: async () => now((tables) => sums.scopesWithoutSums(tables)),
    buildSums: async (scope) => step((tables) => sums.buildSums(tables, scope)),
    raiseFloor: async (scope) => step((tables) => records.raiseFloor(tables, scope)),
    addCode: async (code, at) => step((tables) => identity.addCode(tables, serviceId, code, at)),
    findCode: async (codeHash) =>
      now(({ codes }) => {
        const code = codes.get(codeHash)
        return code === undefined ? null : codeOf(code)
      }),
    clearFirstCode: async () => step((tables) => identity.clearFirstCode(tables)),
    enrol: async (codeHash, tablet, at) =>
      step((tables) => identity.enrol(tables, serviceId, codeHash, tablet, at)),
    findTablet: async (credentialHash) => now((tables) => identity.findTablet(tables, credentialHash)),
    tabletSeen: async (lineage, at) =>
      step((tables) => identity.changeTablet(tables, lineage, () => ({ last_seen_at: at }))),
    listTablets: async () => now((tables) => identity.listTablets(tables)),
    forkTablet: async (from, fork, at) => step((tables) => identity.forkTablet(tables, from, fork, at)),
    credentialHashOf: async (lineage) => now(({ tablets }) => tablets.get(lineage)?.credential_hash ?? null),
    noteHeartbeat: async (lineage, heartbeat) =>
      step((tables) =>
        identity.changeTablet(tables, lineage, () => ({ heartbeat: heartbeatText(heartbeat) })),
      ),
    arrivalsOf: async (lineage) => now((tables) => operations.arrivalsOf(tables, lineage)),
    revokeTablet: async (lineage, at) => step((tables) => identity.revokeTablet(tables, lineage, at)),
    dump: (write) => hold((tables) => dump(tables, write)),
    load: async (read, epoch) => {
      const loaded = await readDump(read, serviceId, epoch)
      step((tables) => {
        if (tables.service !== null) throw new Error(`The service ${serviceId} is there already`)
        Object.assign(tables, loaded)
      })
    },
    markDurable: async (through) =>
      step((tables) => {
        for (const [lineage, n] of through) {
          identity.changeTablet(tables, lineage, (row) => ({
            durable_through: Math.max(row.durable_through, n),
          }))
        }
      }),
    recordsAfter: async (id, limit) => now((tables) => records.recordsAfter(tables, id, limit)),
    operationsAfter: async (opId, limit) => now((tables) => operations.operationsAfter(tables, opId, limit)),
    close: async () => {},
  }
}
