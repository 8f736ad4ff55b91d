import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordsHere } from '#domain/place/site.ts'
import { registry } from '#domain/records/registry.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { oxfordshire, oxfordshirePlan } from '#support/reference.ts'

const all = await oxfordshire()
const { tree } = await oxfordshirePlan()

async function fixture(name: string): Promise<string> {
  return readFile(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), 'utf8')
}

const planFileSchema = v.object({
  priorities: v.array(v.object({ title: v.string(), note: v.optional(v.string()) })),
  promises: v.array(
    v.object({ text: v.string(), themes: v.array(v.string()), priorities: v.array(v.number()) }),
  ),
  activities: v.array(v.object({ code: v.string(), text: v.string(), priorities: v.array(v.number()) })),
  actions: v.array(
    v.object({
      id: v.string(),
      text: v.string(),
      quarters: v.array(v.string()),
      priorities: v.array(v.number()),
    }),
  ),
})
const planFile = v.parse(planFileSchema, JSON.parse(await fixture('action-plan-2022-23.json')))

/** Text as it reads, without the line ends of the page. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

describe('the plan', () => {
  test('it has 9 priorities, 13 promises, 14 activities and 48 actions standing in 53 places', () => {
    expect(all('plan')).toHaveLength(1)
    expect(all('corporate-priority')).toHaveLength(9)
    expect(all('promise')).toHaveLength(13)
    expect(all('priority-activity')).toHaveLength(14)
    expect(all('plan-action')).toHaveLength(48)
    expect(all('plan-action').flatMap(({ body }) => body.places)).toHaveLength(53)
  })

  test('18 actions have a quarter and 30 have none', () => {
    const profiled = all('plan-action').filter(({ body }) => body.quarters.length > 0)
    expect(profiled).toHaveLength(18)
  })

  test('every text, theme, quarter and place of the transcribed plan is in the tree, word for word', () => {
    const bodies = tree.branches.map(({ priority, promises, activities, places }) => ({
      title: priority.body.title,
      note: priority.body.note ?? priority.body.remark ?? undefined,
      promises: promises.map(({ body }) => [body.text, body.themes]),
      activities: activities.map(({ body }) => [body.code, body.text]),
      actions: places
        .filter(({ printing }) => printing === 1)
        .map(({ action: { body } }) => [body.code, body.text, body.quarters]),
    }))
    const expected = planFile.priorities.map(({ title, note }, index) => {
      const under = (entry: { readonly priorities: readonly number[] }) =>
        entry.priorities.includes(index + 1)
      return {
        title,
        note,
        promises: planFile.promises.filter(under).map(({ text, themes }) => [text, themes]),
        activities: planFile.activities.filter(under).map(({ code, text }) => [code, text]),
        actions: planFile.actions.filter(under).map(({ id, text, quarters }) => [id, text, quarters]),
      }
    })
    expect(bodies).toEqual(expected)
  })

  test('every text of the plan stands in the published text, the cut-off one as far as it goes', async () => {
    const published = plain(await fixture('annex-3-action-plan.txt'))
    const texts = [
      ...all('corporate-priority').flatMap(({ body }) => [body.title, body.note ?? '']),
      ...all('corporate-priority').map(({ body }) => body.crossReference?.alsoCounts ?? ''),
      ...all('promise').map(({ body }) => `${body.text} (${body.themes.join(', ')})`),
      ...all('priority-activity').map(({ body }) => `${body.code} ${body.text}`),
      ...all('plan-action').map(({ body }) => body.text),
    ]
    expect(texts.filter((text) => !published.includes(plain(text)))).toEqual([])
  })

  test('SDP22-46 stands twice under priority 9, once with Q4 and once without a quarter', () => {
    const action = all('plan-action').find(({ id }) => id === 'action/SDP22-46')
    expect(action?.body.places).toEqual([
      { priorityId: 'priority/9', quarters: ['Q4'] },
      { priorityId: 'priority/9', quarters: [] },
    ])
  })

  test('one action is marked as cut off and one as doubtfully placed', () => {
    const marked = (mark: 'truncated' | 'checkPlacement') =>
      all('plan-action').flatMap(({ id, body }) => (body[mark] ? id : []))
    expect(marked('truncated')).toEqual(['action/SDP22-09'])
    expect(marked('checkPlacement')).toEqual(['action/SDP22-37'])
  })

  test('actions that say nearly the same name one another', () => {
    const near = all('plan-action').flatMap(({ body }) =>
      (body.nearRepeatIds ?? []).map((id) => `${body.code} ${id.slice('action/'.length)}`),
    )
    expect(near).toEqual([
      'SDP22-18 SDP22-05',
      'SDP22-27 SDP22-23',
      'SDP22-32 SDP22-31',
      'SDP22-35 SDP22-29',
      'SDP22-36 SDP22-29',
      'SDP22-40 SDP22-31',
      'SDP22-40 SDP22-32',
      'SDP22-45 SDP22-16',
    ])
  })
})

describe('the presets', () => {
  test('they are the nineteen of the county’s table, in its order', async () => {
    const rows = all('preset')
      .toSorted((a, b) => a.body.order - b.body.order)
      .map(({ body }) => [
        body.name,
        body.audiences,
        body.outcomes,
        body.secondaryOutcome,
        body.offers,
        Number(body.primaryPriorityId.slice('priority/'.length)),
        body.alsoPriorityIds.map((id) => Number(id.slice('priority/'.length))),
        body.activityIds.map((id) => id.slice('activity/'.length)),
      ])
    expect(rows).toHaveLength(19)
    expect(rows).toEqual(JSON.parse(await fixture('preset-table.json')))
  })

  test('every suggested action stands under one of its preset’s priorities, or under the one its note refers to', () => {
    const referred = new Map(
      all('corporate-priority').map(({ id, body }) => [id, body.crossReference?.priorityId ?? id]),
    )
    const actions = new Map(all('plan-action').map(({ id, body }) => [id, body]))
    for (const { body } of all('preset')) {
      const priorities = new Set([body.primaryPriorityId, ...body.alsoPriorityIds])
      for (const id of priorities) priorities.add(referred.get(id) ?? id)
      for (const actionId of body.suggestedActionIds) {
        const places = actions.get(actionId)?.places ?? []
        expect(places.some(({ priorityId }) => priorities.has(priorityId))).toBe(true)
      }
    }
  })
})

describe('the sites', () => {
  test('there are the 54 published ones and the Home Library Service', () => {
    const types = all('site').map(({ body }) => body.type)
    const count = (type: string) => types.filter((each) => each === type).length
    expect(types).toHaveLength(55)
    expect([count('library'), count('archive'), count('museum')]).toEqual([44, 1, 1])
    expect([count('prison-library'), count('mobile-library'), count('home-library-service')]).toEqual([
      2, 6, 1,
    ])
  })

  test('47 of them record activity: 44 libraries, History Centre, museum and Home Library Service', () => {
    expect(all('site').filter(({ body }) => recordsHere(body))).toHaveLength(47)
  })

  test('weekly hours add up to the 1,505 published, of which 172.5 are unstaffed at four libraries', () => {
    const libraries = all('site').filter(({ body }) => body.type === 'library')
    const hours = libraries.reduce((sum, { body }) => sum + (body.hoursPerWeek ?? 0), 0)
    const staffed = libraries.reduce((sum, { body }) => sum + (body.staffedHoursPerWeek ?? 0), 0)
    expect(Math.round(hours)).toBe(1505)
    expect(hours - staffed).toBeCloseTo(172.5, 6)
    expect(libraries.filter(({ body }) => body.hoursPerWeek !== body.staffedHoursPerWeek)).toHaveLength(4)
  })
})

describe('the profiles', () => {
  const profiles = all('community-profile').map(({ body }) => body)
  const catchments = profiles.filter(({ areaType }) => areaType === 'catchment')
  const total = (areas: typeof profiles, code: string) =>
    areas.reduce((sum, { figures }) => sum + Number(figures[code]), 0)

  test('there are 44 communities, the county, England and 5 districts', () => {
    const count = (areaType: string) => profiles.filter((profile) => profile.areaType === areaType).length
    expect([count('catchment'), count('county'), count('country'), count('district')]).toEqual([44, 1, 1, 5])
  })

  test('each library has a community and no other site has one', () => {
    const libraries = all('site').flatMap(({ id, body }) => (body.type === 'library' ? id : []))
    expect(catchments).toHaveLength(libraries.length)
    expect(new Set(catchments.map(({ siteId }) => siteId))).toEqual(new Set(libraries))
  })

  test('44 communities and 5 districts each add up to the county’s residents, households and small areas', () => {
    const county = profiles.filter(({ areaType }) => areaType === 'county')
    const districts = profiles.filter(({ areaType }) => areaType === 'district')
    expect(total(county, 'residents')).toBe(725_277)
    for (const code of ['residents', 'households', 'lsoas']) {
      expect(total(catchments, code)).toBe(total(county, code))
      expect(total(districts, code)).toBe(total(county, code))
    }
  })

  test('a figure that is empty in the data is null', () => {
    const england = profiles.find(({ areaType }) => areaType === 'country')
    expect(england?.figures['est_age_0_4']).toBeNull()
    expect(england?.figures['imd2025_income_mean_decile']).toBeNull()
    expect(england?.figures['residents']).toBe(56_490_284)
  })

  test('every figure names a source, and a whole it is a share of that is a figure too', () => {
    const figures = all('profile-figure')
    const codes = new Set(figures.map(({ body }) => body.code))
    for (const { body } of figures) {
      if (body.shareOf !== null) expect(codes.has(body.shareOf)).toBe(true)
    }
    const sources = new Set(all('data-source').map(({ id }) => id))
    expect(figures.filter(({ body }) => !sources.has(body.sourceId))).toEqual([])
  })
})

describe('reading a folder', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reference-'))
    const shipped = fileURLToPath(new URL('../../src/server/reference/oxfordshire', import.meta.url))
    await cp(shipped, folder, { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function change(file: string, from: string, to: string): Promise<void> {
    const text = await readFile(path.join(folder, file), 'utf8')
    expect(text).toContain(from)
    await writeFile(path.join(folder, file), text.replace(from, to))
  }

  test('the shipped folder gives the service and only authority kinds', async () => {
    const { service, records } = await readReference(folder)
    expect(service).toEqual({ id: 'oxfordshire', name: 'Oxfordshire libraries and heritage' })
    const authority = new Set(registry.filter(({ home }) => home === 'authority').map(({ kind }) => kind))
    expect(records.filter(({ kind }) => !authority.has(kind))).toEqual([])
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
  })

  test('a number that is none is reported with file, row and column', async () => {
    await change('library-profiles.csv', ',50503,', ',many,')
    await expect(readReference(folder)).rejects.toThrow(
      'library-profiles.csv, row 2, residents: "many" is not a number',
    )
  })

  test('a value that does not fit its kind is reported with file, row and field', async () => {
    await change('libraries.csv', 'Static Library,open', 'Static Library,ajar')
    await expect(readReference(folder)).rejects.toThrow('libraries.csv, row 2, status: does not fit a site')
  })

  test('a word that is not expected is reported', async () => {
    await change('libraries.csv', 'Static Library', 'Static Libary')
    await expect(readReference(folder)).rejects.toThrow(
      'libraries.csv, row 2, type: "Static Libary" is not expected here',
    )
  })

  test('a column that is no figure is reported, so that none is lost', async () => {
    await change('figures.json', '"code": "pct_disabled"', '"code": "pct_disable"')
    await expect(readReference(folder)).rejects.toThrow('row 1, pct_disabled: is no figure of figures.json')
  })

  test('a reference to an action that is not in the plan is reported', async () => {
    await change('presets.json', 'SDP22-21', 'SDP22-91')
    await expect(readReference(folder)).rejects.toThrow(
      'preset/baby-toddler-rhyme, suggestedActionIds: there is no action/SDP22-91',
    )
  })

  test('a note about an action that is not in the plan is reported', async () => {
    await change('plan-notes.json', 'SDP22-09', 'SDP22-99')
    await expect(readReference(folder)).rejects.toThrow(
      'plan-notes.json, entry SDP22-99, action: is not in the plan',
    )
  })

  test('a JSON file without its shape is reported with entry and field', async () => {
    await change('presets.json', '"priority": 7', '"priority": "seven"')
    await expect(readReference(folder)).rejects.toThrow('presets.json, entry 0, priority')
  })
})
