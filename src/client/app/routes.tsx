import { createBrowserRouter, type RouteObject } from 'react-router'
import { TodayPage } from '#client/features/today/today-page.tsx'
import { AlreadyEnrolledPage } from './already-enrolled-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { ScreenError } from './screen-error.tsx'
import { Shell } from './shell.tsx'

/** Today comes with the app; every other screen is fetched, from this tablet's own disk, when it is first opened. */
const screens: RouteObject[] = [
  { index: true, Component: TodayPage },
  {
    path: 'log',
    lazy: async () => ({ Component: (await import('#client/features/log/log-page.tsx')).LogPage }),
  },
  {
    path: 'log/kind/:kind',
    lazy: async () => ({
      Component: (await import('#client/features/log/record/record-page.tsx')).RecordPage,
    }),
  },
  {
    path: 'lists',
    lazy: async () => ({ Component: (await import('#client/features/lists/lists-page.tsx')).ListsPage }),
  },
  {
    path: 'lists/:kind',
    lazy: async () => ({ Component: (await import('#client/features/lists/list-page.tsx')).ListPage }),
  },
  {
    path: 'lists/site/:key/merge',
    lazy: async () => ({ Component: (await import('#client/features/lists/merge-page.tsx')).MergePage }),
  },
  {
    path: 'lists/:kind/new',
    lazy: async () => ({
      Component: (await import('#client/features/log/record/record-page.tsx')).RecordPage,
    }),
  },
  {
    path: 'log/:presetKey',
    lazy: async () => ({
      Component: (await import('#client/features/log/session/session-page.tsx')).SessionPage,
    }),
  },
  {
    path: 'week',
    lazy: async () => ({ Component: (await import('#client/features/today/week/week-page.tsx')).WeekPage }),
  },
  {
    path: 'series/:key',
    lazy: async () => ({
      Component: (await import('#client/features/today/series/series-page.tsx')).SeriesPage,
    }),
  },
  {
    path: 'count',
    lazy: async () => ({ Component: (await import('#client/features/count/count-page.tsx')).CountPage }),
  },
  {
    path: 'count/:id',
    lazy: async () => ({ Component: (await import('#client/features/count/pad-page.tsx')).PadPage }),
  },
  {
    path: 'hours',
    lazy: async () => ({ Component: (await import('#client/features/log/hours/hours-page.tsx')).HoursPage }),
  },
  {
    path: 'signpost',
    lazy: async () => ({
      Component: (await import('#client/features/signpost/signpost-page.tsx')).SignpostPage,
    }),
  },
  {
    path: 'sign-in',
    lazy: async () => ({ Component: (await import('#client/features/sign-in/sign-in-page.tsx')).SignInPage }),
  },
  {
    path: 'end-of-day',
    lazy: async () => ({
      Component: (await import('#client/features/tablet/end-of-day/end-of-day-page.tsx')).EndOfDayPage,
    }),
  },
  {
    path: 'entries',
    lazy: async () => ({
      Component: (await import('#client/features/entries/entries-page.tsx')).EntriesPage,
    }),
  },
  {
    path: 'entries/:id',
    lazy: async () => ({ Component: (await import('#client/features/entries/entry-page.tsx')).EntryPage }),
  },
  {
    path: 'entries/:id/correct',
    lazy: async () => ({ Component: (await import('./correction-route.tsx')).CorrectionRoute }),
  },
  {
    path: 'attention',
    lazy: async () => ({
      Component: (await import('#client/features/attention/attention-page.tsx')).AttentionPage,
    }),
  },
  {
    path: 'attention/*',
    lazy: async () => ({
      Component: (await import('#client/features/attention/attention-item-page.tsx')).AttentionItemPage,
    }),
  },
  {
    path: 'plan',
    lazy: async () => ({ Component: (await import('#client/features/plan/plan-screen.tsx')).PlanScreen }),
  },
  {
    path: 'plan/board',
    lazy: async () => ({ Component: (await import('#client/features/plan/board-screen.tsx')).BoardScreen }),
  },
  {
    path: 'plan/edit',
    lazy: async () => ({
      Component: (await import('#client/features/plan/edit/edit-screen.tsx')).EditScreen,
    }),
  },
  {
    path: 'plan/edit/:line/:key',
    lazy: async () => ({
      Component: (await import('#client/features/plan/edit/part-screen.tsx')).PartScreen,
    }),
  },
  {
    path: 'plan/import',
    lazy: async () => ({
      Component: (await import('#client/features/plan/edit/import-screen.tsx')).ImportScreen,
    }),
  },
  {
    path: 'plan/priority/:number',
    lazy: async () => ({
      Component: (await import('#client/features/plan/priority-screen.tsx')).PriorityScreen,
    }),
  },
  {
    path: 'plan/action/:code',
    lazy: async () => ({ Component: (await import('#client/features/plan/action-screen.tsx')).ActionScreen }),
  },
  {
    path: 'plan/sessions',
    lazy: async () => ({
      Component: (await import('#client/features/plan/sessions-screen.tsx')).SessionsScreen,
    }),
  },
  {
    path: 'plan/review/programme',
    lazy: async () => ({
      Component: (await import('#client/features/plan/reviews/programme-screen.tsx')).ProgrammeScreen,
    }),
  },
  {
    path: 'plan/review/planned',
    lazy: async () => ({
      Component: (await import('#client/features/plan/reviews/planned-screen.tsx')).PlannedScreen,
    }),
  },
  {
    path: 'plan/review/schools',
    lazy: async () => ({
      Component: (await import('#client/features/plan/reviews/schools-screen.tsx')).SchoolsScreen,
    }),
  },
  {
    path: 'plan/review/buildings',
    lazy: async () => ({
      Component: (await import('#client/features/plan/reviews/buildings-screen.tsx')).BuildingsScreen,
    }),
  },
  {
    path: 'plan/review/champions',
    lazy: async () => ({
      Component: (await import('#client/features/plan/reviews/champions-screen.tsx')).ChampionsScreen,
    }),
  },
  {
    path: 'progress',
    lazy: async () => ({
      Component: (await import('#client/features/progress/progress-screen.tsx')).ProgressScreen,
    }),
  },
  {
    path: 'progress/close',
    lazy: async () => ({
      Component: (await import('#client/features/progress/close-screen.tsx')).CloseScreen,
    }),
  },
  {
    path: 'progress/site',
    lazy: async () => ({
      Component: (await import('#client/features/progress/site-progress-screen.tsx')).SiteProgressScreen,
    }),
  },
  {
    path: 'progress/measure/:id',
    lazy: async () => ({
      Component: (await import('#client/features/progress/measure-screen.tsx')).MeasureScreen,
    }),
  },
  {
    path: 'progress/promise/:code',
    lazy: async () => ({
      Component: (await import('#client/features/progress/promise-progress-screen.tsx'))
        .PromiseProgressScreen,
    }),
  },
  {
    path: 'progress/:priority',
    lazy: async () => ({
      Component: (await import('#client/features/progress/priority-progress-screen.tsx'))
        .PriorityProgressScreen,
    }),
  },
  {
    path: 'place',
    lazy: async () => ({ Component: (await import('#client/features/place/place-screen.tsx')).PlaceScreen }),
  },
  {
    path: 'place/import',
    lazy: async () => ({
      Component: (await import('#client/features/place/import/import-page.tsx')).ImportPage,
    }),
  },
  {
    path: 'tablet',
    lazy: async () => ({ Component: (await import('#client/features/tablet/tablet-page.tsx')).TabletPage }),
  },
  {
    path: 'tablet/log',
    lazy: async () => ({ Component: (await import('#client/features/tablet/log-page.tsx')).LogPage }),
  },
  { path: 'enrol', Component: AlreadyEnrolledPage },
  { path: '*', Component: NotFoundPage },
]

export function createAppRouter() {
  return createBrowserRouter([
    {
      path: '/',
      Component: Shell,
      ErrorBoundary: ScreenError,
      HydrateFallback: () => null,
      // A fault in one screen leaves the way to the others standing.
      children: [{ ErrorBoundary: ScreenError, children: screens }],
    },
  ])
}
