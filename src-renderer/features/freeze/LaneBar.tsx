import { IconSnowflake } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { OutputFor } from '../../api/client.ts';
import type { DrawnWindow, FreezeRow } from './freezeForm.ts';
import classes from './Lanes.module.css';
import { spanWords } from './spanWords.ts';
import { type Grip, moved, placeOfSpan, SNAP, type Span } from './week.ts';

type Bar = OutputFor<'freeze.lanes'>[number]['bars'][number];

/** A window as it is being moved; every lane that shows the occurrence shows it. */
export interface BarDraft {
  readonly freezeId: number;
  /** When the occurrence begins that is moved. */
  readonly of: number;
  readonly span: Span;
}

/** What can be moved of an occurrence by hand: what has begun has begun, and a pattern's start is set in the form. */
function gripsOf(bar: Bar, freeze: FreezeRow | null, now: number): readonly Grip[] {
  if (!freeze || (bar.endsAt !== null && bar.endsAt <= now)) return [];
  const end: readonly Grip[] = bar.endsAt === null ? [] : ['end'];
  return freeze.window.kind === 'recurring' || bar.startsAt <= now ? end : ['whole', 'start', ...end];
}

function gripOfKey({ shiftKey, ctrlKey, metaKey }: KeyboardEvent): Grip {
  if (shiftKey) return 'end';
  return ctrlKey || metaKey ? 'start' : 'whole';
}

/** The bar before or after this one in the lanes, by reading order. */
function neighbour(from: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = [...(from.closest('section')?.querySelectorAll<HTMLElement>('[data-bar]') ?? [])];
  return all[all.indexOf(from) + by];
}

/** One occurrence in a lane. It is moved by the pointer or by keys, and opened with what was moved. */
export function LaneBar({
  id,
  bar,
  freeze,
  line,
  from,
  to,
  now,
  zone,
  draft,
  isTabStop,
  onFocus,
  onDraft,
  onEdit,
}: {
  readonly id: string;
  readonly bar: Bar;
  /** Null for one that is over. */
  readonly freeze: FreezeRow | null;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly zone: string;
  readonly draft: BarDraft | null;
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
  readonly onDraft: (draft: BarDraft | null) => void;
  readonly onEdit: (id: number, drawn: DrawnWindow | null) => void;
}) {
  const drag = useRef<{ readonly grip: Grip; readonly x: number; readonly perPixel: number } | null>(null);
  const grips = gripsOf(bar, freeze, now);
  const span = draft?.span ?? bar;
  const place = placeOfSpan(span, from, to);
  if (!place) return null;
  const isOver = bar.endsAt !== null && bar.endsAt <= now;
  const stands = !isOver && bar.startsAt <= now;
  const state = isOver ? 'over' : stands ? 'stands' : 'to come';
  const words = [
    bar.name,
    spanWords(span, now, zone),
    state === 'stands' ? 'stands now' : state,
    bar.partial ? 'some projects only' : '',
    freeze?.window.kind === 'recurring' ? 'recurring' : '',
  ].filter(Boolean);

  const put = (grip: Grip, by: number, base: Span) => {
    if (!grips.includes(grip)) return;
    const next = moved(base, grip, by);
    // Nothing is frozen in hindsight.
    if (grip !== 'end' && next.startsAt < now) return;
    if (grip === 'end' && next.endsAt !== null && next.endsAt <= now) return;
    onDraft({ freezeId: bar.freezeId, of: bar.startsAt, span: next });
  };
  const open = () => {
    if (!freeze) return;
    const { startsAt, endsAt } = span;
    onDraft(null);
    onEdit(freeze.id, draft ? { from: startsAt, to: endsAt, environmentId: null } : null);
  };
  const onKey = (event: KeyboardEvent<HTMLButtonElement>) => {
    const up = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
    const side = { ArrowLeft: -SNAP, ArrowRight: SNAP }[event.key];
    if (up !== undefined) {
      event.preventDefault();
      onDraft(null);
      neighbour(event.currentTarget, up)?.focus();
    } else if (side !== undefined) {
      event.preventDefault();
      put(gripOfKey(event), side, span);
    } else if (event.key === 'Escape' && draft) {
      event.stopPropagation();
      onDraft(null);
    }
  };
  const onDown = (event: PointerEvent<HTMLButtonElement>) => {
    const grip = ((event.target as HTMLElement).dataset.grip ?? 'whole') as Grip;
    const track = event.currentTarget.parentElement;
    if (event.button !== 0 || !track || !grips.includes(grip)) return;
    drag.current = { grip, x: event.clientX, perPixel: (to - from) / track.getBoundingClientRect().width };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (!drag.current) return;
    const { grip, x, perPixel } = drag.current;
    const by = (event.clientX - x) * perPixel;
    if (Math.abs(event.clientX - x) > 3) put(grip, by, bar);
  };

  return (
    <button
      id={id}
      type="button"
      data-bar
      className={classes.freeze}
      style={{ left: `${place.left * 100}%`, width: `${place.width * 100}%`, top: line * 22 + 5 }}
      data-state={state}
      data-partial={bar.partial || undefined}
      data-moved={draft !== null || undefined}
      data-before={place.beginsBefore || undefined}
      data-after={place.endsAfter || undefined}
      data-whole={grips.includes('whole') || undefined}
      aria-label={words.join(', ')}
      aria-describedby="freeze-lane-keys"
      aria-disabled={!freeze}
      title={words.join(', ')}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
      onBlur={() => {
        if (!drag.current) onDraft(null);
      }}
      onKeyDown={onKey}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
        onDraft(null);
      }}
      onClick={open}
    >
      {grips.includes('start') ? <i className={classes.grip} data-grip="start" /> : null}
      <IconSnowflake size={13} stroke={1.75} aria-hidden />
      <span className={classes.label}>{bar.name}</span>
      {grips.includes('end') ? <i className={classes.grip} data-grip="end" /> : null}
    </button>
  );
}
