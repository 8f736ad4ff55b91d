import type { AttentionItem } from '#client/data/attention.ts'

/** What stands for an item in an address and in the names of its drafts. */
export function keyOf(item: AttentionItem): string {
  switch (item.type) {
    case 'not-taken':
      return `entry/${item.recordId}`
    case 'held':
      return `held/${item.recordId}`
    // Their ids begin with their kind.
    case 'conflict':
    case 'review':
      return item.id
    case 'question':
      return `question/${item.id}`
  }
}

export function addressOf(item: AttentionItem): string {
  return `/attention/${keyOf(item)}`
}
