import * as v from 'valibot'
import { AUDIENCE_LABEL, audienceSchema, outcome7Schema } from '#domain/records/vocabulary.ts'
import { SelectField, Tick } from '#client/ui/field.tsx'
import type { FormPartProps } from './form-part.ts'
import { usePlanWords } from './plan-words.ts'
import type { SessionSettings } from './session-settings.ts'

interface PresetSetsProps extends Pick<FormPartProps, 'form' | 'change'> {
  readonly settings: SessionSettings
}

/** Everything the preset decides, folded away; staff give the number, the preset the category. */
export function PresetSets({ form, change, settings }: PresetSetsProps) {
  const say = usePlanWords()
  return (
    <details className="sheet sets">
      <summary>What this sets</summary>
      <div className="stack stack-wide sets-body">
        <Choices form={form} change={change} settings={settings} />
        <dl className="facts">
          {settings.audiences.length === 1 && (
            <Fact term="Audience" values={[AUDIENCE_LABEL[form.audience]]} />
          )}
          {settings.outcomes.length === 1 && <Fact term="Main outcome" values={[form.outcome]} />}
          {settings.secondaryOutcome !== null && (
            <Fact term="Second outcome" values={[settings.secondaryOutcome]} />
          )}
          <Fact term="Universal offer" values={[settings.offer ?? 'None']} />
          <Fact term="Priority" values={[say(settings.primaryPriorityId)]} />
          {settings.alsoPriorityIds.length > 0 && (
            <Fact term="Also contributes to" values={settings.alsoPriorityIds.map(say)} />
          )}
          <Fact term="Activities" values={settings.activityIds.map(say)} />
        </dl>
        <Actions form={form} change={change} settings={settings} say={say} />
      </div>
    </details>
  )
}

function Fact({ term, values }: { term: string; values: readonly string[] }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {values.map((value) => (
          <div key={value}>{value}</div>
        ))}
      </dd>
    </>
  )
}

function Choices({ form, change, settings }: PresetSetsProps) {
  return (
    <>
      {settings.audiences.length > 1 && (
        <SelectField
          label="Audience"
          value={form.audience}
          choices={settings.audiences.map((value) => ({ value, label: AUDIENCE_LABEL[value] }))}
          onChange={(audience) => {
            if (v.is(audienceSchema, audience)) change({ audience })
          }}
        />
      )}
      {settings.outcomes.length > 1 && (
        <SelectField
          label="Main outcome"
          value={form.outcome}
          choices={settings.outcomes.map((value) => ({ value, label: value }))}
          onChange={(outcome) => {
            if (v.is(outcome7Schema, outcome)) change({ outcome })
          }}
        />
      )}
    </>
  )
}

function Actions({ form, change, settings, say }: PresetSetsProps & { say: (id: string) => string }) {
  if (settings.suggestedActionIds.length === 0) {
    return <p className="muted">The plan has no action that these sessions usually support.</p>
  }
  const withAction = (id: string, isTicked: boolean): string[] =>
    settings.suggestedActionIds.filter((action) =>
      action === id ? isTicked : form.actionIds.includes(action),
    )
  return (
    <fieldset>
      <legend className="chips-legend">Actions in the plan it supports</legend>
      {settings.suggestedActionIds.map((id) => (
        <Tick
          key={id}
          checked={form.actionIds.includes(id)}
          onChange={(isTicked) => change({ actionIds: withAction(id, isTicked) })}
        >
          {say(id)}
        </Tick>
      ))}
    </fieldset>
  )
}
