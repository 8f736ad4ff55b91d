import { type FormEvent, useState } from 'react'
import type { AreaFile } from '#domain/place/area-file.ts'
import { findPostcode, type PostcodeFind } from '#domain/place/find-postcode.ts'
import { TextField } from '#client/ui/field.tsx'

interface PostcodeSearchProps {
  readonly file: AreaFile
  nameOf(siteId: string): string
}

/** Which library's community a postcode is part of. What is typed stays in this box and goes nowhere. */
export function PostcodeSearch({ file, nameOf }: PostcodeSearchProps) {
  const [typed, setTyped] = useState('')
  const [find, setFind] = useState<PostcodeFind | null>(null)
  const look = (event: FormEvent): void => {
    event.preventDefault()
    setFind(findPostcode(file, typed))
  }
  return (
    <section className="sheet stack no-print" aria-labelledby="postcode-search">
      <h2 id="postcode-search" tabIndex={-1}>
        Whose community is a postcode in?
      </h2>
      <form className="place-postcode" onSubmit={look}>
        <TextField
          label="Postcode"
          hint="It is looked up on this tablet and not kept."
          value={typed}
          maxLength={12}
          onChange={setTyped}
        />
        <button className="button" type="submit">
          Look it up
        </button>
      </form>
      <output className="place-answer">{find !== null && <Answer find={find} nameOf={nameOf} />}</output>
    </section>
  )
}

function Answer({ find, nameOf }: { find: PostcodeFind; nameOf: PostcodeSearchProps['nameOf'] }) {
  switch (find.found) {
    case 'not-a-postcode':
      return <p>That is not a whole postcode. Write it like AB1 2CD.</p>
    case 'not-in-county':
      return <p>{find.postcode} is not among the county’s postcodes that this tablet has.</p>
    case 'here':
      return (
        <>
          <p>
            {find.postcode} is in <b>{nameOf(find.libraryId)}</b>’s estimated community: {find.area.placeName}{' '}
            ({find.area.name}).
          </p>
          {find.nearerId !== null && (
            <p className="small muted">
              Measured from this postcode itself, {nameOf(find.nearerId)} is nearer. A neighbourhood is given
              to one library as a whole.
            </p>
          )}
        </>
      )
  }
}
