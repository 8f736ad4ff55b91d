import * as v from 'valibot'
import { noticeSchema } from '#sync/messages.ts'

export type Notice = v.InferOutput<typeof noticeSchema>

/** Far more than a notice; something else is talking. */
const EVENT_MAX_CHARS = 64 * 1024

/**
 * Reads server-sent events as their text comes in, cut anywhere. Comments, fields other than `data` and
 * events that are no notices are passed by. Throws when an event does not end.
 *
 * @returns a function that takes the next piece and gives the notices that it completes
 */
export function noticeReader(): (piece: string) => readonly Notice[] {
  let rest = ''
  let data = ''
  return (piece) => {
    // A `\r` at the very end may be half of a `\r\n`.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    const notices: Notice[] = []
    for (const line of lines) {
      if (line.startsWith('data:')) data += `${line.slice(5)}\n`
      if (line !== '') continue
      const notice = noticeIn(data)
      if (notice !== null) notices.push(notice)
      data = ''
    }
    if (rest.length + data.length > EVENT_MAX_CHARS) throw new RangeError('the event is too long')
    return notices
  }
}

function noticeIn(data: string): Notice | null {
  try {
    const notice = v.safeParse(noticeSchema, JSON.parse(data))
    return notice.success ? notice.output : null
  } catch {
    return null
  }
}
