import type { LocalDate } from '#domain/time/local-date.ts'
import { formOfBody } from '#domain/records/fields/typed-value.ts'
import type { LinkChoices } from '#client/data/link-choices.ts'
import { Fold } from '#client/ui/fold.tsx'
import { FieldHelp } from '../field-help.tsx'
import { FieldInput } from '../field-input.tsx'
import { fieldId, type FormPartProps } from './form-part.ts'
import { MORE_FIELDS, moreAsked } from './session-more.ts'

interface MoreFieldsProps extends FormPartProps {
  readonly today: LocalDate
  readonly links: LinkChoices
  readonly ordinary: string
}

/** Everything else a session can say, folded away: a normal one needs none of it. */
export function MoreFields({ form, change, errorOf, today, links, ordinary }: MoreFieldsProps) {
  const asked = moreAsked(form)
  const hasProblem = asked.some(([name]) => errorOf(`more/${name}`) !== undefined)
  return (
    <Fold
      summary="More about this session, all of it optional"
      startsOpen={isSaid(form.more)}
      isNeeded={hasProblem}
    >
      {() =>
        asked.map(([name, field]) => (
          <FieldInput
            key={name}
            id={fieldId(`more/${name}`)}
            field={field}
            value={form.more[name] ?? ''}
            error={errorOf(`more/${name}`)}
            today={today}
            links={links}
            ordinary={ordinary}
            help={<FieldHelp kind="event-session" field={name} label={field.label} />}
            onChange={(value) => change({ more: { ...form.more, [name]: value } })}
          />
        ))
      }
    </Fold>
  )
}

/** What every session has from its preset does not count as said. */
const FROM_PRESET = new Set(['format', 'place', 'runBy'])

function isSaid(more: MoreFieldsProps['form']['more']): boolean {
  const blank = formOfBody(MORE_FIELDS, {})
  return Object.entries(more).some(
    ([name, value]) => !FROM_PRESET.has(name) && JSON.stringify(value) !== JSON.stringify(blank[name]),
  )
}
