import * as v from 'valibot'
import { textOf } from '#domain/records/fields/text-of.ts'
import { AUDIENCE_LABEL, audienceSchema, outcome7Schema } from '#domain/records/vocabulary.ts'
import { Fold } from '#client/ui/fold.tsx'
import { SelectField, TextField, Tick } from '#client/ui/field.tsx'
import { SessionHelp } from './session-help.tsx'
import { fieldId, type FormPartProps } from './form-part.ts'
import { usePlanWords } from './plan-words.ts'
import { differsFromPreset, type SessionSettings } from './session-settings.ts'

interface PresetSetsProps extends FormPartProps {
  readonly settings: SessionSettings
}

/** Everything the preset decides, folded away; staff give the number, the preset the category. */
export function PresetSets({ form, change, errorOf, settings }: PresetSetsProps) {
  const say = usePlanWords()
  return (
    <Fold summary="What this sets" startsOpen={false} isNeeded={errorOf('more/changeReason') !== undefined}>
      {() => (
        <>
          <Choices form={form} change={change} errorOf={errorOf} settings={settings} />
          <dl className="facts">
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
          <Actions form={form} change={change} errorOf={errorOf} settings={settings} say={say} />
        </>
      )}
    </Fold>
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

function Choices({ form, change, errorOf, settings }: PresetSetsProps) {
  return (
    <>
      <SelectField
        label="Audience"
        help={<SessionHelp field="audience" label="Audience" />}
        value={form.audience}
        choices={usualFirst(settings.audiences, audienceSchema.options).map((value) => ({
          value,
          label: AUDIENCE_LABEL[value],
        }))}
        onChange={(audience) => {
          if (v.is(audienceSchema, audience)) change({ audience })
        }}
      />
      <SelectField
        label="Main outcome"
        help={<SessionHelp field="outcome" label="Main outcome" />}
        value={form.outcome}
        choices={usualFirst(settings.outcomes, outcome7Schema.options).map((value) => ({
          value,
          label: value,
        }))}
        onChange={(outcome) => {
          if (v.is(outcome7Schema, outcome)) change({ outcome })
        }}
      />
      {differsFromPreset(form, settings) && (
        <TextField
          id={fieldId('more/changeReason')}
          label="Why it differs from the preset"
          error={errorOf('more/changeReason')}
          value={textOf(form.more['changeReason'])}
          onChange={(changeReason) => change({ more: { ...form.more, changeReason } })}
        />
      )}
    </>
  )
}

/** What the preset offers, before everything else there is. */
function usualFirst<Value extends string>(usual: readonly Value[], all: readonly Value[]): readonly Value[] {
  return [...usual, ...all.filter((value) => !usual.includes(value))]
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
