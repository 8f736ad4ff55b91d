/** What a field means, as staff read it behind its "?". */
export interface FieldGuide {
  readonly rule: string
  /** One example that counts, or is right, and one that does not. */
  readonly counts: string
  readonly countsNot: string
  /** The return, measure or screen that uses it. */
  readonly usedBy: string
}
