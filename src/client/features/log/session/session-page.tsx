import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { linkKey, logDraftKey, presetIdOf, siteInLink } from '#domain/records/link-key.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useLastSession } from '#client/data/entries.ts'
import { createRecord } from '#client/data/save.ts'
import { useStoredDraft } from '#client/data/draft-keeper.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { sessionDraftSchema } from './session-draft.ts'
import { SessionEditor } from './session-editor.tsx'
import { blankForm, newSession, sameAsLast } from './session-form.ts'
import { settingsOfPreset } from './session-settings.ts'

/** Log one session of a kind: a number, and everything else as the kind sets it. */
export function SessionPage() {
  const { presetKey = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const tablet = useTablet()
  const sites = useSites()
  const presets = useAuthority('preset')
  const scope = siteInLink(tablet.siteId, search.get('site'))
  if (presets === undefined || sites === undefined) return null

  const preset = presets.find(({ id }) => id === presetIdOf(presetKey))
  if (preset === undefined) return <NoSuchPreset />
  return (
    <div className="stack">
      <div>
        <PageTitle title={preset.body.name} takesFocus={scope === null} />
        {scope !== null && <p className="muted">{sites.nameOf(scope)}</p>}
      </div>
      {tablet.siteId === null && (
        <SiteSelect
          sites={sites.open}
          value={scope}
          none="Choose a site"
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      {scope === null ? (
        <Notice>
          <p>Choose the site the session was at.</p>
        </Notice>
      ) : (
        <NewSession key={`${scope} ${preset.id}`} scope={scope} preset={preset} sites={sites} />
      )}
    </div>
  )
}

function NewSession({ scope, preset, sites }: { scope: string; preset: Held<'preset'>; sites: Sites }) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const presetKey = linkKey(preset.id)
  const draftKey = logDraftKey(scope, presetKey)
  const draft = useStoredDraft(draftKey, sessionDraftSchema)
  const last = useLastSession(scope, preset.id)
  if (draft === undefined || last === undefined) return null
  const today = tablet.clock.today()
  return (
    <SessionEditor
      blank={blankForm(preset.id, preset.body, today)}
      again={last === null ? null : sameAsLast(last, today)}
      draft={draft}
      draftKey={draftKey}
      seen={null}
      settings={settingsOfPreset(preset.id, preset.body)}
      scope={scope}
      ordinary={sites.ordinaryAt(scope)}
      elsewhere={0}
      entryId={null}
      bodyOf={(form, day) => newSession(form, day, { presetId: preset.id, preset: preset.body })}
      save={(body) => createRecord(tablet, { kind: 'event-session', scope, body, draftKey })}
      onSaved={(savedId) =>
        void navigate(
          { pathname: '/', search: tablet.siteId === null ? `?site=${linkKey(scope)}` : '' },
          { state: { savedId, form: `/log/${presetKey}` } },
        )
      }
    />
  )
}

function NoSuchPreset() {
  return (
    <div className="stack">
      <PageTitle title="No such kind of session" />
      <p>
        This tablet has no kind of session by that name. <Link to="/log">Choose a kind of session</Link>.
      </p>
    </div>
  )
}
