import { type FormEvent, useState } from 'react'
import { type NewFiguresOf, saveFigures } from '#client/data/import-figures.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useFormDraft } from '#client/data/form-draft.ts'
import { TextField } from '#client/ui/field.tsx'
import { Notice } from '#client/ui/notice.tsx'

const FIELDS = {
  edition: 'What these figures are called',
  title: 'Title of the source',
  publisher: 'Who published it',
  date: 'The day or period they are about',
  licence: 'Licence',
  attribution: 'Words the licence asks to be shown',
} as const
type FieldName = keyof typeof FIELDS
const NAMES: readonly FieldName[] = ['edition', 'title', 'publisher', 'date', 'licence', 'attribution']

const BLANK: Readonly<Record<FieldName, string>> = {
  edition: '',
  title: '',
  publisher: '',
  date: '',
  licence: '',
  attribution: '',
}

interface SaveImportProps {
  readonly taken: NewFiguresOf
  onSaved(edition: string): void
}

/** Where the figures come from, which every figure has to say, and the way to keep them. */
export function SaveImport({ taken, onSaved }: SaveImportProps) {
  const tablet = useTablet()
  const { typed, put, forget } = useFormDraft('typed/import-source')
  const form = { ...BLANK, ...typed }
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isBlank = (name: FieldName): boolean => form[name].trim() === ''
  const save = async (): Promise<void> => {
    setTried(true)
    if (NAMES.some(isBlank)) return setProblem('Fill in everything about the source first.')
    const { edition, ...source } = form
    const result = await saveFigures(tablet, { taken, source, edition: edition.trim() })
    if (!result.ok) return setProblem(SAVE_FAILURE_WORDS[result.code])
    await forget()
    onSaved(edition.trim())
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <section className="sheet stack" aria-labelledby="import-source">
      <h2 id="import-source">Where they come from</h2>
      <form className="stack" onSubmit={onSubmit}>
        {NAMES.map((name) => (
          <TextField
            key={name}
            label={FIELDS[name]}
            value={form[name]}
            maxLength={200}
            error={isTried && isBlank(name) ? 'This cannot be empty' : undefined}
            onChange={(value) => put({ ...form, [name]: value })}
          />
        ))}
        <div role="alert">
          {problem !== null && (
            <Notice tone="warn">
              <p>{problem}</p>
            </Notice>
          )}
        </div>
        <div>
          <button type="submit" className="button button-go">
            Save these figures
          </button>
        </div>
      </form>
    </section>
  )
}
