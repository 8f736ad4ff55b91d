import type { FieldGuide } from './guide.ts'
import {
  calendarPeriodGuides,
  championGuides,
  climateServiceGuides,
  measureTargetGuides,
  outputSettingGuides,
  partnerGuides,
  presetGuides,
  registrationOfficeGuides,
  schoolGuides,
  seriesGuides,
  signpostServiceGuides,
  targetGroupGuides,
  targetGuides,
  volunteerRoleGuides,
} from './list-guides.ts'
import {
  cardActivationGuides,
  classVisitGuides,
  membershipDriveGuides,
  registrationBatchGuides,
  summerReadingGuides,
} from './membership-guides.ts'
import {
  businessFollowUpGuides,
  businessSupportGuides,
  homeLibraryGuides,
  ideaGuides,
  outreachContactGuides,
  storyGuides,
} from './outreach-guides.ts'
import {
  digitalHelpGuides,
  signpostingGuides,
  socialReferralGuides,
  volunteerGuides,
  volunteerShiftGuides,
  volunteerSurveyGuides,
} from './people-guides.ts'
import {
  accessProfileGuides,
  agreementGuides,
  doorVisitsGuides,
  heritageOnlineGuides,
  issuesMonthGuides,
  outageGuides,
  placeActionGuides,
  siteGuides,
} from './place-guides.ts'
import { sessionGuides } from './session-guides.ts'

/** By kind, then by field. Screens fetch them when a "?" is first opened. */
const guides: Readonly<Record<string, Readonly<Record<string, FieldGuide>>>> = {
  'event-session': sessionGuides,
  'volunteer-shift': volunteerShiftGuides,
  'signposting-contact': signpostingGuides,
  'social-referral': socialReferralGuides,
  'digital-help': digitalHelpGuides,
  'registration-batch': registrationBatchGuides,
  'card-activation': cardActivationGuides,
  'membership-drive': membershipDriveGuides,
  'class-visit': classVisitGuides,
  'summer-reading-week': summerReadingGuides,
  'business-support': businessSupportGuides,
  'business-follow-up': businessFollowUpGuides,
  'outreach-contact': outreachContactGuides,
  'home-library-round': homeLibraryGuides,
  'place-action': placeActionGuides,
  'door-visits': doorVisitsGuides,
  'issues-month': issuesMonthGuides,
  outage: outageGuides,
  'heritage-online': heritageOnlineGuides,
  'volunteer-survey': volunteerSurveyGuides,
  idea: ideaGuides,
  story: storyGuides,
  volunteer: volunteerGuides,
  series: seriesGuides,
  'access-profile': accessProfileGuides,
  agreement: agreementGuides,
  'signpost-service': signpostServiceGuides,
  school: schoolGuides,
  partner: partnerGuides,
  'registration-office': registrationOfficeGuides,
  'calendar-period': calendarPeriodGuides,
  'volunteer-role': volunteerRoleGuides,
  'target-group': targetGroupGuides,
  target: targetGuides,
  'measure-target': measureTargetGuides,
  'climate-service': climateServiceGuides,
  'output-setting': outputSettingGuides,
  champion: championGuides,
  preset: presetGuides,
  site: siteGuides,
}

/** @returns `undefined` for a field of a kind this build does not know */
export function guideOf(kind: string, field: string): FieldGuide | undefined {
  return guides[kind]?.[field]
}
