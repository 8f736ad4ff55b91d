import { type Body, readBody } from '../records/registry.ts'
import { DEFAULT_THRESHOLDS, type Thresholds } from './suppression.ts'

interface Row {
  readonly kind: string
  readonly body: Body
  readonly deleted: boolean
}

/** The county's own rule, the newest where there are several; the usual one until it has said. */
export function thresholdsIn(rows: readonly Row[]): Thresholds {
  const said = rows.flatMap((row) =>
    row.deleted || row.kind !== 'output-setting' ? [] : (readBody('output-setting', row.body) ?? []),
  )
  return said.at(-1) ?? DEFAULT_THRESHOLDS
}
