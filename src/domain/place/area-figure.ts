import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema, recordIdSchema } from '../records/vocabulary.ts'
import type { AreaFile } from './area-file.ts'
import { inEdition } from './profile-editions.ts'

/** A newer figure of neighbourhoods, beside the one that their file has. */
const areaFigureSchema = v.looseObject({
  /** One of the codes of the file of neighbourhoods, whose label and unit it keeps. */
  code: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/)),
  sourceId: recordIdSchema,
  /** What people call the figures it came in with. */
  edition: lineSchema,
  /** By code of a neighbourhood; null where there is no figure, which is not 0. One left out keeps what it had. */
  values: v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(40)), v.nullable(v.number())),
})
type AreaFigure = v.InferOutput<typeof areaFigureSchema>

export const areaFigure = defineRecord({
  kind: 'area-figure',
  label: 'Figure of neighbourhoods',
  home: 'authority',
  body: areaFigureSchema,
  fields: { code: 'Code', sourceId: 'Source', edition: 'Edition', values: 'Values' },
  policies: {},
  day: () => null,
  example: {
    code: 'residents',
    sourceId: 'data-source/census-2021',
    edition: 'Mid-2025',
    values: { E00000001: 1620, E00000002: null },
  },
  upgrades: [],
})

type HeldFigure = { readonly id: string; readonly body: AreaFigure }

/**
 * The neighbourhoods with the figures of an edition, or the newest ones. A neighbourhood that no file named since
 * keeps the figure of before; a figure has the source of the newest file it came in with.
 *
 * @param editions names of all editions there are, newest first
 * @param edition a name, the first edition, or null for the newest
 */
export function withNewerFigures(
  file: AreaFile,
  held: readonly HeldFigure[],
  editions: readonly string[],
  edition: string | null,
): AreaFile {
  const inOrder = inEdition(held, editions, edition)
  if (inOrder.length === 0) return file
  const newer = file.figures.map(({ code }) => inOrder.filter(({ body }) => body.code === code))
  return {
    ...file,
    figures: file.figures.map((figure, place) => ({
      ...figure,
      sourceId: newer[place]?.at(-1)?.body.sourceId ?? figure.sourceId,
    })),
    areas: file.areas.map((area) => ({
      ...area,
      values: area.values.map((value, place) => {
        const last = newer[place]?.findLast(({ body }) => body.values[area.code] !== undefined)
        return last === undefined ? value : (last.body.values[area.code] ?? null)
      }),
    })),
  }
}
