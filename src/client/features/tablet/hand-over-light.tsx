import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { HandOver } from '#client/data/hand-over.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { ageInWords } from '#client/ui/moment-words.ts'
import { LIGHT_WORDS, reasonsInWords } from './hand-over-words.ts'
import { SaveWaiting } from './save-waiting.tsx'
import './hand-over.css'

/** Each light has a shape of its own beside its word: a disc with a tick, a ring, a triangle. */
const SHAPE: Record<HandOver['light'], ReactNode> = {
  safe: (
    <>
      <circle cx="20" cy="20" r="18" fill="currentColor" />
      <path className="light-mark" d="M11.500 20.500l6 6 11.500-12.500" />
    </>
  ),
  keep: <circle cx="20" cy="20" r="14.500" fill="none" stroke="currentColor" strokeWidth="7" />,
  act: (
    <>
      <path d="M20 3l18.500 33H1.500z" fill="currentColor" />
      <path className="light-mark" d="M20 15v10M20 30v.500" />
    </>
  ),
}

/** Whether the tablet can change hands, and what to do when not. */
export function HandOverLight({ handOver }: { handOver: HandOver }) {
  const { clock } = useTablet()
  const { light, reasons, oldestWaitingAt, offersFile } = handOver
  return (
    <section className={`sheet hand-over hand-over-${light}`} aria-labelledby="hand-over-heading">
      <svg viewBox="0 0 40 40" width="56" height="56" aria-hidden="true" focusable="false">
        {SHAPE[light]}
      </svg>
      <div className="stack">
        <div className="stack stack-tight" role="status">
          <h2 id="hand-over-heading">{LIGHT_WORDS[light]}</h2>
          {reasonsInWords(handOver).map((words) => (
            <p key={words}>{words}</p>
          ))}
          {oldestWaitingAt !== null && (
            <p className="muted small">Oldest not sent: {ageInWords(oldestWaitingAt, clock.now())}</p>
          )}
        </div>
        {reasons.includes('needs-attention') && (
          <p>
            <Link to="/attention">See what needs attention</Link>
          </p>
        )}
        {offersFile && <SaveWaiting isPressing />}
      </div>
    </section>
  )
}
