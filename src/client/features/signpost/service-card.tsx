import type { BodyOf } from '#domain/records/registry.ts'
import './service-card.css'

/** A service on a card, to show on the tablet or to print and give away. Read from the tablet's own disk. */
export function ServiceCard({ service }: { service: BodyOf<'signpost-service'> }) {
  const { name, offers, phone, web, area } = service
  return (
    <section className="sheet stack service-card" aria-label={`Card of ${name}`}>
      <h2>{name}</h2>
      {offers !== null && <p>{offers}</p>}
      <dl className="facts">
        {phone !== null && (
          <>
            <dt>Telephone</dt>
            <dd className="service-phone">{phone}</dd>
          </>
        )}
        {web !== null && (
          <>
            <dt>On the web</dt>
            <dd>{web}</dd>
          </>
        )}
        {area !== null && (
          <>
            <dt>For</dt>
            <dd>{area}</dd>
          </>
        )}
      </dl>
      <p className="no-print">
        <button type="button" className="button" onClick={() => window.print()}>
          Print this card
        </button>
      </p>
    </section>
  )
}
