import { fundingSecured, sharingSites } from './agreement-amounts.ts'
import type { FromLists } from './amount.ts'
import { count, type Figure, type Measure, percentage, rate } from './define-measure.ts'
import { profileAmount } from './place-amounts.ts'
import type { Standing } from './standing.ts'

function isSpoke({ sites }: Standing, siteId: string): boolean {
  return sites.some(({ id, body }) => id === siteId && body.businessPoint === 'spoke')
}

function supported(key: string, label: string, words: string): Figure {
  return count({
    key,
    label,
    unit: 'people',
    numerator: { take: 'sum', of: [`business:${key}`], words },
    sensitivity: 'small-numbers',
  })
}

function gap(key: string, label: string, words: string, less: FromLists): Figure {
  return rate({
    key,
    label,
    unit: 'points from the county',
    numerator: { take: 'sum', of: [`survey-${key}`], words },
    denominator: { take: 'sum', of: [`survey-${key}-answered`], words: 'All who answered that question' },
    less,
    times: 100,
    overTime: 'level',
    sensitivity: 'cross-tabulation',
    isCountyOnly: true,
  })
}

const white = profileAmount('pct_white', 'County residents who are white, %')
const notWhite: FromLists = {
  take: 'lists',
  words: 'County residents who are not white, %',
  read: (standing, asked) => {
    const share = white.read(standing, asked)
    return share === null ? null : 100 - share
  },
}

export const businessMeasures: readonly Measure[] = [
  {
    id: '9.1',
    priority: 9,
    version: 1,
    definition:
      'People supported in business, by hub and spoke: one-to-ones, workshops and enquiries, shown apart.',
    fields: 'Business support: what it was, people',
    profile: 'seasonal',
    type: 'performance',
    figures: [
      supported('one-to-one', 'In one-to-ones', 'People in one-to-ones'),
      supported('workshop', 'In workshops', 'People in workshops'),
      supported('enquiry', 'With an enquiry', 'People with an enquiry'),
    ],
    exampleIn: { kind: 'business-support', body: {}, why: 'One person in a one-to-one.' },
    exampleOut: { kind: 'business-support', body: { supportType: 'database' }, why: 'A database was used.' },
  },
  {
    id: '9.2',
    priority: 9,
    version: 1,
    definition:
      'Of the sites that are spokes of the business network, those with a support session in the period.',
    fields: 'Business support: what it was, hub or spoke. Site: business support',
    profile: 'milestone',
    type: 'performance',
    figures: [
      count({
        key: 'live',
        label: 'Spokes live',
        unit: 'spokes',
        numerator: {
          take: 'present',
          of: ['support-at'],
          at: isSpoke,
          words: 'Spokes with a one-to-one, workshop, networking or co-working day',
        },
        overTime: 'level',
        isCountyOnly: true,
      }),
    ],
    exampleIn: {
      kind: 'business-support',
      body: { pointId: null },
      why: 'A session at a site that is a spoke.',
    },
    exampleOut: {
      kind: 'business-support',
      body: { pointId: null, supportType: 'enquiry' },
      why: 'An enquiry is no session.',
    },
  },
  {
    id: '9.3',
    priority: 9,
    version: 1,
    definition: 'Of those who answered the survey after support, those whose business has started since.',
    fields: 'Business follow-up answer: the business',
    profile: 'flat',
    type: 'context',
    figures: [
      percentage({
        key: 'started',
        label: 'Have started',
        numerator: { take: 'sum', of: ['follow-up-started'], words: 'Answers that say it has started' },
        denominator: { take: 'sum', of: ['follow-up'], words: 'Answers' },
        sensitivity: 'small-numbers',
      }),
    ],
    exampleIn: { kind: 'business-follow-up', body: {}, why: 'It has started since.' },
    exampleOut: {
      kind: 'business-follow-up',
      body: { started: 'already-trading' },
      why: 'It traded already.',
    },
  },
  {
    id: '9.4',
    priority: 9,
    version: 1,
    definition:
      'How far the volunteers’ yearly survey is from the county’s own make-up, in points. Those who did not say are left out.',
    fields: 'Volunteer survey: ethnic group, disability, unpaid caring, main language. Community profile',
    profile: 'snapshot',
    type: 'context',
    figures: [
      gap('ethnicity', 'Not white', 'Answers of any other ethnic group than white', notWhite),
      gap(
        'disability',
        'Disabled',
        'Answers of disabled people',
        profileAmount('pct_disabled', 'County residents who are disabled, %'),
      ),
      gap(
        'caring',
        'Unpaid carers',
        'Answers of unpaid carers',
        profileAmount('pct_unpaid_carers', 'County residents who care unpaid, %'),
      ),
      gap(
        'language',
        'Another main language',
        'Answers with another main language',
        profileAmount('pct_main_language_not_english', 'County residents with another main language, %'),
      ),
    ],
    exampleIn: { kind: 'volunteer-survey', body: {}, why: 'Fourteen answers of Asian volunteers.' },
    exampleOut: {
      kind: 'volunteer-survey',
      body: { byEthnicity: { 'not-said': 14 } },
      why: 'Not said is in neither part.',
    },
  },
  {
    id: '9.5',
    priority: 9,
    version: 1,
    definition:
      'Funding of agreements signed in the period, and sites that share their building with a partner.',
    fields: 'Partnership or agreement: signed, funding, what it is about. Site: shares a building with',
    profile: 'milestone',
    type: 'performance',
    figures: [
      count({ key: 'funding', label: 'Funding secured', unit: '£', numerator: fundingSecured }),
      count({
        key: 'sharing',
        label: 'Sites that share',
        unit: 'sites',
        numerator: sharingSites,
        overTime: 'level',
      }),
    ],
    exampleIn: {
      kind: 'agreement',
      body: { signedOn: '2026-10-05', startsOn: '2026-10-01' },
      why: 'Signed in the period with £1,250.50.',
    },
    exampleOut: { kind: 'agreement', body: { signedOn: null }, why: 'It is not signed.' },
  },
]
