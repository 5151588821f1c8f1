// biome-ignore-all lint/a11y/useSemanticElements: a list box of any length; only the lines in view exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus, its current change is the active descendant
import { type KeyboardEvent, memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ScopeNames } from '#shared/features/freeze/words.ts';
import type { ChangeRow } from '#shared/features/matrix/changes.ts';
import { useCall } from '../../api/client.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { useZone } from '../../ui/time.tsx';
import { useSlotWindow } from '../../ui/useSlotWindow.ts';
import { ChangeLine } from './ChangeLine.tsx';
import classes from './ChangeList.module.css';
import { changeSlots } from './changeSlots.ts';
import type { Clock } from './useClock.ts';

const SLOT = 28;
const PAGE = 300;

/** Every change of every deployment, freeze and hold, newest first; a press sets the clock to it. */
export const ChangeList = memo(function ChangeList({
  clock,
  names,
}: {
  readonly clock: Clock;
  readonly names: ScopeNames;
}) {
  const id = useId();
  const zone = useZone();
  const scroller = useRef<HTMLDivElement>(null);
  const { at, now, moveTo } = clock;
  /** Where the loaded changes begin: around an instant, or at the present. */
  const [anchor, setAnchor] = useState(at);
  const { data } = useCall('matrix.changes', { around: anchor, limit: PAGE });
  const rows = data?.rows;
  const goesOnEarlier = data?.nextCursor !== null && data !== undefined;

  // The clock can leave what is loaded by a link, the slider or the keys; then the list follows it.
  const newest = rows?.[0]?.occurredAt;
  const oldest = rows?.at(-1)?.occurredAt;
  const outside =
    at === null
      ? anchor !== null
      : newest !== undefined &&
        oldest !== undefined &&
        ((at > newest && anchor !== null) || (at < oldest && goesOnEarlier));
  if (outside && anchor !== at) setAnchor(at);

  const laterLoaded = at === null ? 0 : (rows ?? []).filter((row) => row.occurredAt > at).length;
  const goesOnLater = anchor !== null && clock.laterCount > laterLoaded;
  const slots = useMemo(
    () => changeSlots({ rows: rows ?? [], goesOnLater, goesOnEarlier, at, zone }),
    [rows, goesOnLater, goesOnEarlier, at, zone],
  );
  const window = useSlotWindow(scroller, slots.length, SLOT);
  const current = slots.findIndex((slot) => slot.kind === 'change' && slot.current);
  const { reveal } = window;
  useEffect(() => {
    if (current >= 0) reveal(current, 'centre');
    else if (at === null && scroller.current) scroller.current.scrollTop = 0;
  }, [current, at, reveal]);

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'j') {
      clock.step('earlier');
    } else if (key === 'ArrowUp' || key === 'k') {
      clock.step('later');
    } else if (key === 'Home') moveTo(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className={classes.list} aria-label="Changes">
      <header className={classes.head}>
        <h2 className={classes.title}>Changes</h2>
        {clock.laterCount > 0 ? (
          <span className={classes.later}>
            {clock.laterCount >= 1000 ? '1,000 or more' : formatCount(clock.laterCount)} later
          </span>
        ) : null}
        <span className={classes.steps}>
          <button
            type="button"
            aria-label="Earlier change"
            disabled={clock.earlier === null}
            onClick={() => clock.step('earlier')}
          >
            <KeyHint keys="[" />
          </button>
          <button
            type="button"
            aria-label="Later change"
            disabled={at === null}
            onClick={() => clock.step('later')}
          >
            <KeyHint keys="]" />
          </button>
        </span>
      </header>
      {rows?.length === 0 ? (
        <p className={classes.none}>Nothing was deployed or frozen yet.</p>
      ) : (
        <div
          ref={scroller}
          role="listbox"
          tabIndex={0}
          className={classes.scroller}
          aria-label="Changes, newest first"
          aria-activedescendant={
            current >= window.first && current <= window.last ? `${id}-${current}` : undefined
          }
          onKeyDown={onKeyDown}
        >
          <div role="presentation" style={{ height: slots.length * SLOT, position: 'relative' }}>
            {slots.slice(window.first, window.last + 1).map((slot, offset) => {
              const index = window.first + offset;
              return (
                <ChangeLine
                  key={slot.kind === 'change' ? keyOf(slot.change) : `${slot.kind}-${index}`}
                  id={`${id}-${index}`}
                  top={index * SLOT}
                  slot={slot}
                  now={now}
                  names={names}
                  onPick={moveTo}
                  onMore={(way) => {
                    setAnchor(way === 'later' ? null : (oldest ?? null));
                    if (way === 'earlier' && oldest !== undefined) moveTo(oldest);
                    else if (way === 'later') moveTo(null);
                  }}
                />
              );
            })}
          </div>
        </div>
      )}
    </section>
  );
});

/** A freeze begins as often as it recurs, so its id alone does not tell one line from the next. */
const keyOf = ({ kind, id, occurredAt }: ChangeRow) => `${kind}-${id}-${occurredAt}`;
