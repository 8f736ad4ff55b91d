import { useEffect, useRef } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import * as v from 'valibot'
import { foldPad, momentTotals } from '#domain/records/counting-pad.ts'
import { presetsByUse } from '#domain/records/preset-use.ts'
import { attendanceInWords } from '#domain/records/session-words.ts'
import { type LocalDate, localDateSchema, weekStart } from '#domain/time/local-date.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useEntries } from '#client/data/entries.ts'
import { type OpenPad, startPad, useSessionsOn, useUnfinishedPads } from '#client/data/pads.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { type PlannedSlot, useWeek } from '#client/data/week.ts'
import { SitePage } from '#client/ui/site-page.tsx'

type Target = Parameters<typeof startPad>[1]['target']

/** Choose what to count: a time of today, a session that is there already, or any kind of session. */
export function CountPage() {
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  return (
    <SitePage title="Count" choice={choice} asks="Choose the site where you count.">
      {(scope) => <Choices scope={scope} search={search} />}
    </SitePage>
  )
}

function Choices({ scope, search }: { scope: string; search: URLSearchParams }) {
  const { clock } = useTablet()
  const today = clock.today()
  const asked = v.safeParse(localDateSchema, search.get('day'))
  const day = asked.success ? asked.output : today
  const navigate = useNavigate()
  const tablet = useTablet()
  const pads = useUnfinishedPads(scope)
  const week = useWeek(scope, weekStart(day))
  const sessions = useSessionsOn(scope, today)
  const presets = useAuthority('preset')
  const latest = useEntries({ scope, limit: 40 })
  const begin = async (title: string, target: Target): Promise<void> => {
    const id = await startPad(tablet, { scope, title, target })
    await navigate(`/count/${id}`)
  }
  const seriesId = search.get('series')
  const wanted = week?.slots.find((slot) => slot.seriesId === seriesId && slot.day === day)
  useBeginAtOnce(wanted, pads, begin)
  if (pads === undefined || week === undefined || sessions === undefined) return null
  if (presets === undefined || latest === undefined || wanted !== undefined) return null
  const ofToday = week.slots.filter((slot) => slot.day === today)
  const planned = new Set(ofToday.flatMap(({ entries }) => entries.map(({ id }) => id)))
  const { used, others } = presetsByUse(
    presets,
    latest.entries.flatMap(({ session }) => session?.presetId ?? []),
  )
  return (
    <>
      <CarryOn pads={pads} />
      <Tiles
        heading="Today"
        tiles={[
          ...ofToday.map((slot) => slotTile(slot)),
          ...sessions.flatMap(({ id, session }) =>
            session === null || planned.has(id)
              ? []
              : [
                  {
                    key: id,
                    name: session.title,
                    hint: `adds to ${attendanceInWords(session)}`,
                    target: { is: 'entry', entryId: id } as const,
                  },
                ],
          ),
        ]}
        onBegin={begin}
      />
      <Tiles
        heading="Something else"
        tiles={[...used, ...others].map((preset) => presetTile(preset, today))}
        onBegin={begin}
      />
    </>
  )
}

/** From the week: a tap on "Count now" opens the pad, or the one that is under way for that time. */
function useBeginAtOnce(
  slot: PlannedSlot | undefined,
  pads: readonly OpenPad[] | undefined,
  begin: (title: string, target: Target) => Promise<void>,
): void {
  const navigate = useNavigate()
  const isBegun = useRef(false)
  useEffect(() => {
    if (slot === undefined || pads === undefined || isBegun.current) return
    isBegun.current = true
    const { seriesId, day } = slot
    const underWay = pads.find(
      ({ pad: { target } }) => target.is === 'slot' && target.seriesId === seriesId && target.day === day,
    )
    if (underWay === undefined) void begin(slot.series.title, { is: 'slot', seriesId, day })
    else void navigate(`/count/${underWay.pad.id}`, { replace: true })
  }, [slot, pads, begin, navigate])
}

interface Tile {
  readonly key: string
  readonly name: string
  readonly hint: string
  readonly target: Target
}

function slotTile({ key, seriesId, day, series, startTime, entries }: PlannedSlot): Tile {
  const session = entries[0]?.session
  const time = startTime ?? 'today'
  return {
    key,
    name: series.title,
    hint: session ? `${time} · adds to ${attendanceInWords(session)}` : time,
    target: { is: 'slot', seriesId, day },
  }
}

function presetTile({ id, body }: Held<'preset'>, day: LocalDate): Tile {
  return { key: id, name: body.name, hint: 'a new session', target: { is: 'preset', presetId: id, day } }
}

interface TilesProps {
  readonly heading: string
  readonly tiles: readonly Tile[]
  readonly onBegin: (title: string, target: Target) => Promise<void>
}

function Tiles({ heading, tiles, onBegin }: TilesProps) {
  if (tiles.length === 0) return null
  return (
    <section className="stack">
      <h2>{heading}</h2>
      <ul className="tiles plain-list">
        {tiles.map(({ key, name, hint, target }) => (
          <li key={key}>
            <button type="button" className="tile tile-button" onClick={() => void onBegin(name, target)}>
              <span className="tile-name">{name}</span>
              <span className="muted small">{hint}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function CarryOn({ pads }: { pads: readonly OpenPad[] }) {
  if (pads.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="carry-on">
      <h2 id="carry-on">Counting now</h2>
      <ul className="plain-list stack">
        {pads.map(({ pad, steps }) => {
          const people = momentTotals(foldPad(steps)).reduce((most, one) => Math.max(most, one.people), 0)
          return (
            <li key={pad.id} className="row">
              <span>
                <b>{people}</b> {pad.title}
              </span>
              <Link
                className="button push"
                to={`/count/${pad.id}`}
                aria-label={`Carry on: ${pad.title}, ${people} so far`}
              >
                Carry on
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
