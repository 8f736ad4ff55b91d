import { Field, type FieldProps } from './field.tsx'
import './file-field.css'

interface FileFieldProps extends FieldProps {
  /** Endings the browser offers first, as in `.gz`. */
  readonly accept: string
  readonly onChoose: (file: File) => void
}

/** The platform's own way to choose a file. The same file can be chosen again. */
export function FileField({ accept, onChoose, ...field }: FileFieldProps) {
  return (
    <Field {...field}>
      {(links) => (
        <input
          {...links}
          className="input input-file"
          type="file"
          accept={accept}
          onClick={(event) => {
            // Only another choice is told of; what was chosen stays named beside the button until then.
            event.currentTarget.value = ''
          }}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file !== undefined) onChoose(file)
          }}
        />
      )}
    </Field>
  )
}
