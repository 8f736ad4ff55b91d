import { useRef, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import {
  foldPad,
  type Lane,
  momentTotals,
  type PadEvent,
  type PadState,
} from '#domain/records/counting-pad.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { createPadWriter } from '#client/data/pad-writer.ts'
import { dropEmptyPad, finishPad, type OpenPad, reopenPad, splitPad, usePad } from '#client/data/pads.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { useWakeLock } from '#client/ui/wake-lock.ts'
import { LaneKeys } from './lane-keys.tsx'
import { PadMore } from './pad-more.tsx'
import { TapList } from './tap-list.tsx'
import { useTapKeys } from './tap-keys.ts'
import { useSeldom } from './seldom.ts'
import './pad.css'

const AGE_LANES: readonly Lane[] = ['under-12', '12-17', '18+', 'online']
const ONE_LANE: readonly Lane[] = ['all', 'online']

/** The counting pad: it acts on press, and every tap is on the tablet's disk. */
export function PadPage() {
  const { id = '' } = useParams()
  const open = usePad(id)
  if (open === undefined) return null
  if (open === null) return <NoSuchPad />
  return <Pad key={id} {...open} />
}

const NOT_KEPT = 'That tap was not saved: the tablet could not write. The number shown is what is saved.'

function Pad({ pad, steps }: OpenPad) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const speak = useSeldom(announce)
  const [writer] = useState(() => createPadWriter(tablet, pad.id))
  const [failure, setFailure] = useState('')
  const isFinishing = useRef(false)
  const state = foldPad(steps)
  const isOpen = pad.closedAt === null && !state.isPaused
  useWakeLock(isOpen)
  const add = async (event: PadEvent): Promise<void> => {
    const step = await writer.add(event).catch(() => null)
    setFailure(step === null ? NOT_KEPT : '')
  }
  const tap = (lane: Lane, by: 1 | -1): void => {
    if (!isOpen) return
    // Only an extra: many tablets cannot, and nobody has to feel it.
    navigator.vibrate?.(8)
    void add({ what: 'tap', lane, by })
  }
  const lanes = lanesShown(pad.isByAge, state)
  const [latest] = state.taps
  useTapKeys(lanes, tap, () => {
    if (latest !== undefined) void add({ what: 'undo', n: latest.n })
  })
  const finish = async (): Promise<void> => {
    if (isFinishing.current) return
    isFinishing.current = true
    const result = await finishPad(tablet, pad.id)
    isFinishing.current = false
    if (!result.ok) return setFailure(SAVE_FAILURE_WORDS[result.code])
    announce('Saved on this tablet')
    const search = tablet.siteId === null ? `?site=${linkKey(pad.scope)}` : ''
    await navigate({ pathname: '/', search }, { state: { savedId: result.id, form: '/count' } })
  }
  const leave = async (): Promise<void> => {
    await dropEmptyPad(tablet, pad.id)
    await navigate('/count')
  }
  speak(totalInWords(state))
  return (
    <div className="stack pad">
      <div className="pad-head">
        <div>
          <PageTitle title={pad.title} />
          <p className="muted small">
            Every tap is saved on this tablet
            {state.countedBy !== null && ` · counted by ${state.countedBy}`}
          </p>
        </div>
        {steps.length === 0 ? (
          <button type="button" className="button" onClick={() => void leave()}>
            Not now
          </button>
        ) : (
          <button type="button" className="button button-go" onClick={() => void finish()}>
            Done
          </button>
        )}
      </div>
      <LaneKeys lanes={lanes} state={state} isOpen={isOpen} onTap={tap} />
      <p className="pad-total">{totalInWords(state)}</p>
      {failure !== '' && (
        <div role="alert">
          <Notice tone="warn">
            <p>{failure}</p>
          </Notice>
        </div>
      )}
      {pad.closedAt !== null && (
        <Notice tone="warn">
          <p>
            The count is over and not in a session yet. Done tries again.{' '}
            <button
              type="button"
              className="button button-quiet"
              onClick={() => void reopenPad(tablet, pad.id)}
            >
              Go on counting
            </button>
          </p>
        </Notice>
      )}
      <TapList taps={state.taps} onUndo={(n) => void add({ what: 'undo', n })} />
      <PadMore
        padId={pad.id}
        state={state}
        isByAge={pad.isByAge}
        onSplit={(isByAge) => void splitPad(tablet, pad.id, isByAge)}
        onEvent={(event) => void add(event)}
      />
    </div>
  )
}

/** The keys on show; one that was counted on before stays, whatever the split is now. */
function lanesShown(isByAge: boolean, { rounds }: PadState): readonly Lane[] {
  const isCounted = (lane: Lane): boolean => rounds.some(({ sums }) => (sums[lane] ?? 0) > 0)
  const lanes = isByAge ? AGE_LANES : ONE_LANE
  const others: readonly Lane[] = isByAge ? ['all'] : ['under-12', '12-17', '18+']
  return [...lanes, ...others.filter(isCounted)]
}

const MOMENT_WORDS = { start: 'at the start', middle: 'half-way', end: 'at the end' }

/** "14 together", or the heads at each moment, of which the highest counts. */
function totalInWords(state: PadState): string {
  const totals = momentTotals(state)
  if (totals.length === 0) return 'Nobody counted yet'
  if (totals.length === 1 && totals[0]?.moment === null) return `${totals[0].people} together`
  return totals
    .map(({ moment, people }) => `${people} ${moment === null ? 'before' : MOMENT_WORDS[moment]}`)
    .join(', ')
}

function NoSuchPad() {
  return (
    <div className="stack">
      <PageTitle title="No such count" />
      <p>
        This tablet has no count by that name. <Link to="/count">Count something</Link>.
      </p>
    </div>
  )
}
