import { countInWords } from '#domain/plan/plan-words.ts'
import type { FigureSources } from '#client/data/figures.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useWaiting } from '#client/data/waiting.ts'
import { momentInWords } from '#client/ui/moment-words.ts'
import { Notice } from '#client/ui/notice.tsx'

/** Where figures come from: the entries on this tablet, or the server, which added them up some time ago. */
export function FiguresFrom({ told }: Pick<FigureSources, 'told'>) {
  const { clock } = useTablet()
  const waiting = useWaiting()?.waiting ?? 0
  const only = `${countInWords(waiting, 'entry is', 'entries are')} still only on this tablet`
  if (told === null) {
    return (
      <p className="muted">
        Computed from the entries on this tablet, sent or not yet sent.{waiting > 0 && ` ${only}.`}
      </p>
    )
  }
  return (
    <p className="muted">
      County figures as of {momentInWords(told.asOf, clock.now())}, added up by the server. x stands for few
      people.{waiting > 0 && ` ${only} and not in them.`}
    </p>
  )
}

/** What stands in place of figures that the server has not told yet. */
export function NotTold() {
  return (
    <Notice>
      <p>
        The server adds these figures up, and this tablet has not got them yet. They come with the next sync,
        for this year and the last; this site’s own figures are here.
      </p>
    </Notice>
  )
}
