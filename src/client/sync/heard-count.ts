import type { Heartbeat, PullRequest } from '#sync/messages.ts'

type Pulling = Pick<PullRequest, 'lineage' | 'epoch' | 'heartbeat'>

/** Remembers what the server heard last of a tablet's count. Another history may have forgotten it. */
export function heardCount() {
  let known: { lineage: string; epoch: string; heartbeat: Heartbeat | undefined } | null = null
  let underWay = 0
  let told = 0
  return {
    heardFrom: ({ lineage, epoch }: Pulling): Heartbeat | null =>
      known?.lineage === lineage && known.epoch === epoch ? (known.heartbeat ?? null) : null,
    /** @returns hears of the epoch of the reply, null where there is none */
    tell: ({ lineage, heartbeat }: Pulling): ((epoch: string | null) => void) => {
      const isAlone = underWay === 0
      underWay += 1
      told += 1
      const own = told
      return (epoch) => {
        underWay -= 1
        // Of two at once nobody knows which the server heard last.
        known = epoch !== null && isAlone && own === told ? { lineage, epoch, heartbeat } : null
      }
    },
  }
}
