import { checkLedger, type LedgerCheck } from './check-ledger.ts'
import { checkScopes, type ScopesCheck } from './check-scopes.ts'
import { counted, type OperatorDeps, type Report, serviceOf } from './command.ts'
import { rangeWords, sizeOf } from './ranges.ts'
import { type TabletAccount, tabletAccounts } from './tablet-accounts.ts'

/**
 * Looks whether what is kept is what was written, and whether everything that tablets made is here.
 * Changes nothing. Alarming when a scope differs from its digest, a kept figure from its
 * records, or an operation seems to be lost.
 */
export async function verify({ store }: Pick<OperatorDeps, 'store'>): Promise<Report> {
  const { epoch } = await serviceOf(store)
  const scopes = await checkScopes(store)
  const accounts = await tabletAccounts(store)
  const ledger = await checkLedger(store)
  const lost = accounts.filter((account) => account.lost.length > 0)
  const pending = accounts.filter((account) => account.pending.length > 0)
  return {
    isAlarming: scopes.differing.length + scopes.sumsDiffering.length + lost.length > 0,
    lines: [
      ...scopeLines(scopes),
      ...sumsLines(scopes),
      ...tabletLines(accounts.length, lost, pending),
      ...ledgerLines(ledger),
    ],
    document: {
      epoch,
      ...scopes,
      tablets: accounts.length,
      suspectedLoss: lost.map(({ tablet, lost: numbers }) => ({ tablet: tablet.lineage, numbers })),
      pending: pending.map(({ tablet, pending: numbers }) => ({ tablet: tablet.lineage, numbers })),
      ...ledger,
    },
  }
}

function scopeLines({ scopes, records, differing, misfits, unreadable }: ScopesCheck): readonly string[] {
  return [
    `${counted(records, 'record')} in ${counted(scopes, 'scope')}`,
    ...(differing.length === 0 ? ['Every scope holds what was written to it'] : []),
    ...differing.map(
      ({ scope, kept, found }) =>
        `DIFFERS ${scope}: its records give ${found}, and ${kept} was kept. They were changed behind the server's back, or the disk failed.`,
    ),
    ...misfits.map(({ id, kind, fields }) => `Does not fit the kind ${kind}: ${id} (${fields.join(', ')})`),
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'record')} only a newer Branchline can read`]),
  ]
}

function sumsLines({ sumsDiffering, sumsToCome }: ScopesCheck): readonly string[] {
  return [
    ...(sumsDiffering.length + sumsToCome.length === 0
      ? ['Every kept figure is what its records come to']
      : []),
    ...sumsDiffering.map(
      ({ scope, month }) =>
        `FIGURES DIFFER ${scope}, ${month}: "figures" works them out anew. They were changed behind the server's back, or this is a fault of Branchline.`,
    ),
    ...(sumsToCome.length === 0
      ? []
      : [
          `Figures of ${counted(sumsToCome.length, 'scope')} are to be worked out yet, which a running server does`,
        ]),
  ]
}

function tabletLines(
  tablets: number,
  lost: readonly TabletAccount[],
  pending: readonly TabletAccount[],
): readonly string[] {
  return [
    counted(tablets, 'tablet'),
    ...(lost.length === 0 ? ['Everything they made is here or still on them'] : []),
    ...lost.map(
      (account) =>
        `SUSPECTED LOSS ${nameOf(account)}: ${counted(sizeOf(account.lost), 'change')} (${rangeWords(account.lost)}) neither here nor on the tablet`,
    ),
    ...pending.map(
      (account) =>
        `Still on ${nameOf(account)}: ${counted(sizeOf(account.pending), 'change')} (${rangeWords(account.pending)})`,
    ),
  ]
}

function nameOf({ tablet }: TabletAccount): string {
  return `${tablet.lineage} (${tablet.siteId ?? 'whole county'}, ${tablet.personName})`
}

function ledgerLines({ operations, standing, waiting }: LedgerCheck): readonly string[] {
  return [
    counted(operations, 'operation'),
    ...Object.entries(standing).map(
      ([code, count]) => `Not taken, for somebody to deal with: ${count} ${code}`,
    ),
    ...Object.entries(waiting).map(([code, count]) => `Waiting: ${count} ${code}`),
  ]
}
