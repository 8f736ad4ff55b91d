import * as v from 'valibot'

/**
 * `GET /api/figures`: which years of the county's figures there are, and as of when. A year itself is
 * `GET /api/figures/<year>/<tag>`; its tag changes with its contents and with nothing else.
 */
export const figureListSchema = v.object({
  /** Milliseconds since 1970, by the server's clock. */
  asOf: v.number(),
  years: v.array(
    v.object({
      year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
      tag: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
    }),
  ),
})
export type FigureList = v.InferOutput<typeof figureListSchema>
