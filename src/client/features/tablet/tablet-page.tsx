import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useAttentionCount } from '#client/data/attention.ts'
import { useHandOver } from '#client/data/hand-over.ts'
import { readPosition } from '#client/data/position.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { isTraining } from '#client/data/training-device.ts'
import { useWaiting, type Waiting } from '#client/data/waiting.ts'
import { useConnection } from '#client/sync/connection-store.ts'
import { ageInWords } from '#client/ui/moment-words.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SyncNowButton } from '#client/ui/sync-now.tsx'
import { contactInWords, tallyInWords } from '#client/ui/sync-words.ts'
import { AboutData, Accessibility } from './statements.tsx'
import { CONNECTION_WORDS } from './connection-words.ts'
import { Files } from './files.tsx'
import { HandOverLight } from './hand-over-light.tsx'
import { StorageFacts } from './storage-facts.tsx'
import { TrainingOffer } from './training-offer.tsx'

/** What this tablet is, what it holds that has not been sent, and how safe that is. */
export function TabletPage() {
  const tablet = useTablet()
  const waiting = useWaiting()
  const handOver = useHandOver()
  return (
    <div className="stack stack-wide">
      <PageTitle title="This tablet" />
      {handOver !== undefined && <HandOverLight handOver={handOver} />}
      <div className="columns">
        <div className="stack stack-wide">
          {waiting !== undefined && <Sending waiting={waiting} />}
          {/* A file of what was made up could be taken for real work elsewhere. */}
          {!isTraining(tablet) && <Files isSaveOfferedAbove={handOver?.offersFile === true} />}
        </div>
        <div className="stack stack-wide">
          <Identity />
          <StorageFacts />
          <TrainingOffer />
        </div>
      </div>
      <div className="columns">
        <AboutData />
        <Accessibility />
      </div>
    </div>
  )
}

function Sending({ waiting }: { waiting: Waiting }) {
  const { clock } = useTablet()
  const { status, lastContactAt } = useConnection()
  const attention = useAttentionCount() ?? 0
  const { oldestWaitingAt } = waiting
  return (
    <section className="sheet stack" aria-labelledby="sending-heading">
      <h2 id="sending-heading">What has been sent</h2>
      <p>
        <b>{tallyInWords(waiting)}</b>
      </p>
      <dl className="facts">
        <dt>On this tablet only</dt>
        <dd>{waiting.waiting}</dd>
        <dt>Received by the county</dt>
        <dd>{waiting.received + waiting.settled}</dd>
        <dt>Need attention</dt>
        <dd>{attention === 0 ? 'None' : <Link to="/attention">{attention}: see what to do</Link>}</dd>
        <dt>Oldest not sent</dt>
        <dd>
          {oldestWaitingAt === null ? 'Nothing waits' : `${ageInWords(oldestWaitingAt, clock.now())} old`}
        </dd>
        <dt>Contact</dt>
        <dd>
          {CONNECTION_WORDS[status]} ({contactInWords(lastContactAt, clock.now())})
        </dd>
      </dl>
      <p className="row">
        <SyncNowButton busy={status === 'syncing'} />
        <Link to="/tablet/log">Sync log</Link>
      </p>
    </section>
  )
}

function Identity() {
  const { actor, service, siteId, device } = useTablet()
  const lineage = useLineage()
  const sites = useSites()
  const site = siteId === null ? 'Whole county' : sites?.nameOf(siteId)
  return (
    <section className="sheet stack" aria-labelledby="identity-heading">
      <h2 id="identity-heading">Set up for</h2>
      <dl className="facts">
        <dt>Site</dt>
        <dd>{site}</dd>
        <dt>Person</dt>
        <dd>{actor.name}</dd>
        <dt>Service</dt>
        <dd>{service}</dd>
        <dt>Build</dt>
        <dd>{device.build}</dd>
        <dt>Tablet number</dt>
        <dd>{lineage.slice(-8)}</dd>
      </dl>
      <p className="small muted">
        To change the site or the person, ask the county for a new link and open it here. What waits on this
        tablet stays.
      </p>
    </section>
  )
}

/** The tablet's number, by which the county knows it; '' until read. A copied tablet takes a new one. */
function useLineage(): string {
  const tablet = useTablet()
  const [lineage, setLineage] = useState('')
  useEffect(() => {
    let isWanted = true
    const take = (read: string): void => {
      if (isWanted) setLineage(read)
    }
    readPosition(tablet).then(
      (position) => take(position.lineage),
      () => take(''),
    )
    return () => {
      isWanted = false
    }
  }, [tablet])
  return lineage
}
