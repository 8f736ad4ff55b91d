import * as v from 'valibot'

/**
 * Public reference data that a tablet fetches beside its records: which versions the server has. `bytes` is
 * the length of the text before compression, by which progress is told. A name this build does not know is
 * passed by. No part of the protocol of records: a tablet works without it.
 */
export const publicListSchema = v.object({
  files: v.array(
    v.object({
      name: v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}$/)),
      hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/)),
      bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
})
export type PublicFileName = v.InferOutput<typeof publicListSchema>['files'][number]
