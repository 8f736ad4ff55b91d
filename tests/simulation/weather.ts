/** How bad the roads are; each a part of all messages, and `slow` the most turns that one takes. */
export interface Weather {
  readonly drop: number
  readonly dropReply: number
  readonly double: number
  readonly busy: number
  readonly reuse: number
  readonly lossyPage: number
  readonly slow: number
}

export const FAIR: Weather = { drop: 0, dropReply: 0, double: 0, busy: 0, reuse: 0, lossyPage: 0, slow: 0 }
