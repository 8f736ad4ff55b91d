// @vitest-environment node
import { expect, onTestFinished, test } from 'vitest'
import { findEntries } from '#client/data/find-entries.ts'
import { readList } from '#client/data/lists.ts'
import { createRecord } from '#client/data/save.ts'
import { withNames } from '#client/data/search-labels.ts'
import { entryTitle } from '#domain/records/entry-words.ts'
import { formOfBody, readForm } from '#domain/records/fields/typed-value.ts'
import { type Body, definitionOf, isListed, type RecordKind } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aTablet } from '#support/device.ts'

/**
 * What the plan's lines ask to be recorded, line by line: the kind that answers it and what that says. The
 * numbers are those of the plan's own table; "Sys" are its systems.
 */
const ROWS: readonly (readonly [line: string, kind: RecordKind, says: Body])[] = [
  ['1b', 'place-action', { what: 'gate', stage: 'approved' }],
  ['1c', 'home-library-round', { mode: 'cycle', miles: 62 }],
  ['1c', 'place-action', { what: 'route', stage: 'done' }],
  ['1d', 'event-session', { presetId: 'preset/climate-repair', title: 'Repair café' }],
  ['1d', 'place-action', { what: 'display', stage: 'done' }],
  ['2a', 'event-session', { title: 'Author visit', costPence: 12_000 }],
  ['2b', 'business-support', { heardVia: 'social' }],
  ['2b', 'event-session', { title: 'Open day', firstTimers: 12 }],
  ['2d', 'event-session', { title: 'New arrivals’ welcome', targetGroupIds: ['target-group/new-arrivals'] }],
  ['2e', 'digital-help', { task: 'council-form', helper: 'volunteer' }],
  ['2e', 'volunteer-shift', { roleId: 'volunteer-role/digital-helper' }],
  ['2f', 'agreement', { partner: 'Abingdon and Witney College', sector: 'adult-learning' }],
  ['4.6', 'access-profile', { hasOpenPlus: true, unstaffed: { sat: 120 } }],
  ['4.6', 'issues-month', { issues: 2000, selfService: 1700 }],
  ['4.6', 'outage', { what: 'open-plus' }],
  ['3a=4a', 'signposting-contact', { topic: 'caring', isChampion: true }],
  ['3a=4a', 'signpost-service', { name: 'Carers Oxfordshire', topic: 'caring' }],
  ['3b=4b', 'social-referral', { source: 'link-worker', attendedFirst: 'yes' }],
  ['3c=5a', 'agreement', { partner: 'Citizens Advice', reviewOutcome: 'keep' }],
  ['3d=5b', 'agreement', { partner: 'Good Things Foundation', themes: ['Partnership'] }],
  ['4c', 'event-session', { title: 'Signed story time', targetGroupIds: ['target-group/disabled-people'] }],
  ['4e', 'outreach-contact', { village: 'Hook Norton', isSession: true }],
  ['6a', 'place-action', { what: 'garden-session', stage: 'done' }],
  ['7a', 'event-session', { title: 'Teen writers', audience: '12-17' }],
  ['7b', 'registration-batch', { cardsIssued: 64 }],
  ['7b', 'registration-office', { name: 'Banbury' }],
  ['7b', 'card-activation', { cardsFirstUsed: 2 }],
  ['7b', 'membership-drive', { joined: { '0-4': 9 } }],
  ['7c', 'class-visit', { direction: 'class-to-library', phase: 'primary' }],
  ['7c', 'school', { name: 'Deddington Primary School' }],
  ['7d', 'volunteer', { code: 'BAN-11', isUnder25: true }],
  ['7e', 'event-session', { title: 'Family Lego', accompanying: 9 }],
  ['7f', 'class-visit', { direction: 'heritage', topic: 'local-history' }],
  ['7h', 'event-session', { title: 'Robotics', presetId: 'preset/steam-code-maker' }],
  ['8a', 'volunteer-shift', { hoursType: 'meeting' }],
  ['8a', 'idea', { said: 'Name badges for everyone', from: 'volunteers' }],
  ['8h', 'volunteer-role', { name: 'Podcast maker', openedIn: '2026-09' }],
  ['8b', 'volunteer-shift', { roleId: 'volunteer-role/heritage' }],
  ['8b', 'heritage-online', { searches: 8400, contributions: 36 }],
  ['8e', 'idea', { said: 'A quiet hour', from: 'co-design', state: 'done', did: 'Mondays at nine' }],
  ['8f', 'agreement', { partner: 'Friends of Bampton Library', subType: 'friends' }],
  ['9a', 'volunteer-survey', { answered: 233 }],
  ['9b', 'business-support', { pointId: 'site/bicester', supportType: 'workshop' }],
  ['9f', 'agreement', { partner: 'Vale and Downland Museum', subType: 'museum' }],
  ['9g', 'heritage-online', { itemsMapped: 120 }],
  ['9j=9k', 'agreement', { partner: 'Arts Council England', fundingPence: 4_500_000 }],
  ['9l', 'agreement', { partner: 'Children’s centre', subType: 'co-location' }],
  ['9m', 'business-support', { isWithAdviser: true, partnerId: 'partner/bank' }],
  ['9m', 'business-follow-up', { started: 'started', jobs: 2 }],
  ['Sys: Home Library Service', 'home-library-round', { made: 7, missed: { unwell: 2 } }],
  ['Sys: Including Everyone', 'target-group', { name: 'Care leavers' }],
  ['Sys: museum, archives, History Centre', 'door-visits', { visits: 312, method: 'manual' }],
  ['Sys: agreements', 'partner', { name: 'Parish council' }],
  ['Sys: quarters', 'calendar-period', { name: 'Autumn term', type: 'term' }],
  ['Sys: timetable', 'series', { title: 'Chatterbooks' }],
]

test.each(ROWS)(
  'line %s asks for a record of kind %s, which is entered in its form and found again',
  async (_line, kind, says) => {
    const tablet = await aTablet()
    onTestFinished(() => tablet.db.close())
    const definition = definitionOf(kind)
    const form = definition?.form
    if (form === undefined) throw new Error(`${kind} has no form`)
    const before = { ...definition?.example, ...says }
    // As the form gives it; a session's count has a part of the form to itself.
    const read = readForm(form.fields, formOfBody(form.fields, before), before)
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join())
    const scope = definition?.home === 'authority' ? AUTHORITY_SCOPE : 'site/wychwood'
    const saved = await createRecord(tablet, { kind, scope, body: read.body })
    if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)

    if (isListed(kind)) {
      const items = await readList(tablet.db, kind, scope)
      expect(items).toMatchObject([{ id: saved.id, body: says, deleted: false }])
      return
    }
    const title = entryTitle({ kind, body: read.body }, (id) => id, localDate('2026-10-15'))
    const [first = ''] = (kind === 'event-session' ? title : (definition?.label ?? ''))
      .toLowerCase()
      .split(' ')
    const labels = withNames(await tablet.db.names.toArray(), (id) => id)
    const filter = { scope: null, kind, presetId: null, state: null, from: null, until: null }
    const { entries } = await findEntries(tablet.db, { ...filter, words: [first] }, labels, 10)
    expect(entries).toMatchObject([{ id: saved.id, kind, body: says }])
  },
)
