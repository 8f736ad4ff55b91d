import { useState } from 'react'
import { Link } from 'react-router'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { moveInWords } from '#domain/plan/action-words.ts'
import type { QuarterChoice } from '#domain/plan/plan-filter.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import type { BoardColumn } from '#domain/plan/quarter-board.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { columnInWords, type Moving } from './board-words.ts'
import { MoveForm } from './move-form.tsx'
import { StatusTag } from './plan-parts.tsx'

interface BoardColumnProps {
  readonly column: BoardColumn
  readonly moving: Moving | null
  /** Null where nothing may be moved. */
  readonly onMoving: ((moving: Moving | null) => void) | null
}

/** One quarter's actions, and a place to drop others. */
export function BoardColumnPart({ column: { column, actions }, moving, onMoving }: BoardColumnProps) {
  const [isOver, setOver] = useState(false)
  const name = columnInWords(column)
  const accepts = onMoving !== null && moving !== null && moving.from !== column
  return (
    // What is dropped here can be moved by its button as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={isOver && accepts ? 'sheet stack board-over' : 'sheet stack'}
      aria-label={name}
      onDragOver={(event) => {
        if (!accepts) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        if (!accepts) return
        event.preventDefault()
        onMoving({ ...moving, to: column })
      }}
    >
      <h2>
        {name} <span className="muted">{actions.length}</span>
      </h2>
      <ul className="plan-list">
        {actions.map((action) => (
          <Card key={action.id} action={action} column={column} moving={moving} onMoving={onMoving} />
        ))}
      </ul>
    </section>
  )
}

interface CardProps {
  readonly action: Named<PlanAction>
  readonly column: QuarterChoice
  readonly moving: Moving | null
  readonly onMoving: BoardColumnProps['onMoving']
}

function Card({ action: { id, body }, column, moving, onMoving }: CardProps) {
  const { clock } = useTablet()
  const last = body.moves?.at(-1)
  const isMoving = moving !== null && moving.id === id && moving.from === column
  return (
    // Dragging is one way to move it; its button is the other.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      draggable={onMoving !== null}
      onDragStart={(event) => {
        // Firefox begins no drag without data.
        event.dataTransfer.setData('text/plain', body.text)
        onMoving?.({ id, from: column, to: null })
      }}
    >
      <Link className="plan-line-title" to={`/plan/action/${linkKey(id)}`}>
        {body.text}
      </Link>
      <p className="plan-facts small">
        <span className="muted">{body.code}</span>
        {body.status !== null && <StatusTag status={body.status} />}
      </p>
      {last !== undefined && <p className="small muted">Moved {moveInWords(last, clock.today())}</p>}
      {onMoving !== null && !isMoving && (
        <button
          type="button"
          className="button no-print"
          aria-label={`Move ${body.code} out of ${columnInWords(column)}`}
          onClick={() => onMoving({ id, from: column, to: null })}
        >
          Move
        </button>
      )}
      {onMoving !== null && isMoving && (
        <MoveForm key={moving.to} moving={moving} action={body} onClose={() => onMoving(null)} />
      )}
    </li>
  )
}
