import { useState } from 'react'
import { Link } from 'react-router'
import { entryTitle } from '#domain/records/entry-words.ts'
import { correctionPath } from '#domain/records/link-key.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useEntry } from '#client/data/entries.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { restoreRecord, voidRecord } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { ServiceCard } from './service-card.tsx'

/** Right after a contact was logged: what was saved, a way to take it back, and the service's card to show. */
export function JustSignposted({ id }: { id: string }) {
  const tablet = useTablet()
  const entry = useEntry(id)
  const names = useRecordNames(entry?.scope)
  const services = useAuthority('signpost-service')
  const [failure, setFailure] = useState('')
  if (entry === undefined || entry === null || names === undefined || services === undefined) return null
  const service = services.find((one) => one.id === entry.body['serviceId'])
  const turn = async (): Promise<void> => {
    const result = await (entry.deleted ? restoreRecord : voidRecord)(tablet, id, entry.seen)
    setFailure(result.ok ? '' : SAVE_FAILURE_WORDS[result.code])
  }
  return (
    <div className="stack">
      <Notice tone="good">
        <p>
          <b>{entry.deleted ? 'Taken back:' : 'Saved on this tablet:'}</b>{' '}
          {entryTitle(entry, names, tablet.clock.today())}
          {service !== undefined && `, ${service.body.name}`}
        </p>
        {failure !== '' && <p role="alert">{failure}</p>}
        <p className="row row-tight">
          <button type="button" className="button" onClick={() => void turn()}>
            {entry.deleted ? 'Put it back' : 'Undo'}
          </button>
          <Link className="button button-quiet" to={correctionPath(id)}>
            Say more about it
          </Link>
        </p>
      </Notice>
      {service !== undefined && !entry.deleted && <ServiceCard service={service.body} />}
    </div>
  )
}
