import { useRef, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { signpostingContact } from '#domain/records/kinds/signposting-contact.ts'
import type { BodyOf } from '#domain/records/registry.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useLastOfKind } from '#client/data/entries.ts'
import { createRecord } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { RadioChips } from '#client/ui/radio-chips.tsx'
import { SitePage } from '#client/ui/site-page.tsx'
import { JustSignposted } from './just-signposted.tsx'

type Contact = BodyOf<'signposting-contact'>
type Topic = Contact['topic']
type Service = Held<'signpost-service'>

const TOPICS = signpostingContact.form.fields['topic']
const TOPIC_WORDS = TOPICS?.control.type === 'choice' ? TOPICS.control.words : {}

function topicOf(text: string | null): Topic | null {
  const topics = signpostingContact.body.entries.topic.options
  return topics.find((topic) => topic === text) ?? null
}

/** Three taps from home, no typing: Signpost, what it was about, where they were sent. */
export function SignpostPage() {
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  const topic = topicOf(search.get('topic'))
  const savedId = search.get('saved')
  return (
    <SitePage
      title="Signpost"
      choice={choice}
      says="Nothing about the person is kept."
      asks="Choose the site you are at."
    >
      {(scope) => (
        <>
          {savedId !== null && <JustSignposted id={savedId} />}
          {topic === null ? (
            <Topics search={search} />
          ) : (
            <WhereTo key={topic} scope={scope} topic={topic} search={search} />
          )}
        </>
      )}
    </SitePage>
  )
}

function Topics({ search }: { search: URLSearchParams }) {
  return (
    <section className="stack">
      <h2>What was it about?</h2>
      <ul className="tiles plain-list">
        {Object.entries(TOPIC_WORDS).map(([topic, words]) => {
          const next = new URLSearchParams(search)
          next.delete('saved')
          next.set('topic', topic)
          return (
            <li key={topic}>
              <Link className="tile" to={{ pathname: '/signpost', search: next.toString() }}>
                <span className="tile-name">{words}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const NOON = 12

interface WhereToProps {
  readonly scope: string
  readonly topic: Topic
  readonly search: URLSearchParams
}

function WhereTo({ scope, topic, search }: WhereToProps) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const services = useAuthority('signpost-service')
  const last = useLastOfKind(scope, 'signposting-contact')
  const [how, setHow] = useState<'signposted' | 'referred'>('signposted')
  const [failure, setFailure] = useState('')
  const isSaving = useRef(false)
  if (services === undefined || last === undefined) return null
  const save = async (action: Contact['action'], serviceId: string | null): Promise<void> => {
    if (isSaving.current) return
    isSaving.current = true
    const body = {
      ...usually(last),
      day: tablet.clock.today(),
      half: new Date(tablet.clock.now()).getHours() < NOON ? 'morning' : 'afternoon',
      topic,
      action,
      serviceId,
    }
    const result = await createRecord(tablet, { kind: 'signposting-contact', scope, body })
    isSaving.current = false
    if (!result.ok) return setFailure(SAVE_FAILURE_WORDS[result.code])
    announce('Saved on this tablet')
    const next = new URLSearchParams(search)
    next.delete('topic')
    next.set('saved', result.id)
    await navigate({ pathname: '/signpost', search: next.toString() }, { replace: true })
  }
  const fitting = services.filter(({ body }) => body.topic === topic)
  const others = services.filter(({ body }) => body.topic !== topic)
  return (
    <section className="stack stack-wide">
      <div className="row">
        <h2>{TOPIC_WORDS[topic]}: where to?</h2>
        <Link className="push" to={{ pathname: '/signpost', search: withoutTopic(search) }}>
          Something else
        </Link>
      </div>
      {failure !== '' && (
        <div role="alert">
          <Notice tone="warn">
            <p>{failure}</p>
          </Notice>
        </div>
      )}
      <Services services={fitting} onChoose={(id) => void save(how, id)} />
      <ul className="tiles plain-list" aria-label="Without a service">
        <Choice word="Information given" onChoose={() => void save('information', null)} />
        <Choice word="Sent to a service not listed" onChoose={() => void save(how, null)} />
        <Choice word="No action wanted" onChoose={() => void save('not-wanted', null)} />
      </ul>
      <RadioChips
        legend="How"
        value={how}
        choices={[
          { value: 'signposted', label: 'Signposted' },
          { value: 'referred', label: 'Referred with consent' },
        ]}
        onChange={setHow}
      />
      {others.length > 0 && (
        <details className="sheet">
          <summary className="sets">All services</summary>
          <Services services={others} onChoose={(id) => void save(how, id)} />
        </details>
      )}
    </section>
  )
}

/** How it usually goes here: as the last contact said, or a very brief one. */
function usually(last: Readonly<Record<string, unknown>> | null): Record<string, unknown> {
  return {
    depth: last?.['depth'] ?? 'very-brief',
    intent: last?.['intent'] ?? 'none-said',
    isChampion: last?.['isChampion'] ?? false,
  }
}

function withoutTopic(search: URLSearchParams): string {
  const next = new URLSearchParams(search)
  next.delete('topic')
  return next.toString()
}

interface ServicesProps {
  readonly services: readonly Service[]
  readonly onChoose: (id: string) => void
}

function Services({ services, onChoose }: ServicesProps) {
  if (services.length === 0) {
    return <p className="muted">No service is listed for this. The county keeps the list.</p>
  }
  return (
    <ul className="tiles plain-list" aria-label="Services">
      {services.map(({ id, body }) => (
        <li key={id}>
          <button type="button" className="tile tile-button" onClick={() => onChoose(id)}>
            <span className="tile-name">{body.name}</span>
            {body.offers !== null && <span className="muted small">{body.offers}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Choice({ word, onChoose }: { word: string; onChoose: () => void }) {
  return (
    <li>
      <button type="button" className="tile tile-button" onClick={onChoose}>
        <span className="tile-name">{word}</span>
      </button>
    </li>
  )
}
