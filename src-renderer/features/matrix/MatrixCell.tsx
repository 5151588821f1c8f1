import { IconHandStop, IconSnowflake } from '@tabler/icons-react';
import type { Cell } from '#shared/features/matrix/model.ts';
import { formatInstant, type Zone } from '#shared/time.ts';
import { StatusBadge, statusLabel } from '../../ui/StatusBadge.tsx';
import { shortenMiddle } from '../../ui/Version.tsx';
import classes from './Matrix.module.css';
import type { CellView } from './rows.ts';
import { driftNumber, driftWord, overlayOf, shortAge } from './words.ts';

/** Characters that the arrow and the word of a change take from the second line. */
const CHANGE_ROOM = 10;

const frozenWords = (frozen: readonly string[]) => (frozen.length > 0 ? `frozen: ${frozen.join(', ')}` : '');

/** Everything a cell knows, as one sentence for hover; the timeline of the cell says the same. */
export function cellSentence(view: CellView, zone: Zone): string {
  switch (view.kind) {
    case 'never':
      return ['Never deployed', frozenWords(view.frozen)].filter(Boolean).join(', ');
    case 'diff':
      return `${view.before ?? 'nothing'} → ${view.after ?? 'nothing'}, ${view.change}`;
    case 'runs': {
      const { version, deployedAt, drift } = view.cell;
      const overlay = overlayOf(view.cell);
      const parts = [
        version === null ? 'Nothing runs here' : `${version} since ${formatInstant(deployedAt ?? 0, zone)}`,
        drift !== null && drift < 0 ? `${-drift} behind the column to the left` : '',
        drift !== null && drift > 0 ? `${drift} ahead of the column to the left` : '',
        overlay ? `newest attempt ${statusLabel(overlay.status)}` : '',
        view.hold
          ? `auto-promotion held since ${formatInstant(view.hold.since, zone)}: ${view.hold.reason}`
          : '',
        frozenWords(view.frozen),
      ];
      return parts.filter(Boolean).join(', ');
    }
  }
}

function RunningCell({
  cell,
  frozen,
  held,
  now,
  characters,
}: {
  readonly cell: Cell;
  readonly frozen: boolean;
  readonly held: boolean;
  readonly now: number;
  readonly characters: number;
}) {
  const overlay = overlayOf(cell);
  // Beside another mark there is no room for the word; the tint and the sentence of the cell still say it.
  const drift = overlay || held || frozen ? driftNumber(cell.drift) : driftWord(cell.drift);
  const mark = overlay ? (
    <span className={classes.overlay}>
      <StatusBadge status={overlay.status} size={12} {...(overlay.label ? { label: overlay.label } : {})} />
    </span>
  ) : null;
  if (cell.version === null) {
    return (
      <>
        <span className={classes.never}>nothing runs</span>
        <span className={classes.facts}>{mark}</span>
      </>
    );
  }
  return (
    <>
      <span className={classes.version}>{shortenMiddle(cell.version, characters)}</span>
      <span className={classes.facts}>
        {cell.deployedAt === null ? null : <span>{shortAge(now - cell.deployedAt)}</span>}
        {drift ? <span className={classes.drift}>{drift}</span> : null}
        {mark}
        {held ? <HeldMark short={overlay !== null} /> : null}
        {frozen ? <FrozenMark short={overlay !== null || held} /> : null}
      </span>
    </>
  );
}

/** Beside another mark there is no room for the word; the sentence of the cell and its timeline say it. */
function FrozenMark({ short }: { readonly short: boolean }) {
  return (
    <span className={classes.frozen}>
      <IconSnowflake size={12} stroke={1.75} aria-hidden />
      {short ? null : 'frozen'}
    </span>
  );
}

/** Promotion is held back there. Beside another mark the icon stands alone, as the freeze's does. */
function HeldMark({ short }: { readonly short: boolean }) {
  return (
    <span className={classes.held}>
      <IconHandStop size={12} stroke={1.75} aria-hidden />
      {short ? null : 'held'}
    </span>
  );
}

/** The two lines of one place of the grid. */
export function CellContent({
  view,
  now,
  characters,
}: {
  readonly view: CellView;
  /** The instant that ages count to. */
  readonly now: number;
  /** How much of a version fits. */
  readonly characters: number;
}) {
  switch (view.kind) {
    case 'never':
      return (
        <>
          <span className={classes.never}>never deployed</span>
          {view.frozen.length > 0 ? (
            <span className={classes.facts}>
              <FrozenMark short={false} />
            </span>
          ) : null}
        </>
      );
    case 'runs':
      return (
        <RunningCell
          cell={view.cell}
          frozen={view.frozen.length > 0}
          held={view.hold !== null}
          now={now}
          characters={characters}
        />
      );
    case 'diff': {
      const short = (version: string | null, max = characters) =>
        version === null ? 'nothing' : shortenMiddle(version, max);
      if (view.change === 'unchanged') {
        return (
          <>
            <span className={classes.versionBefore}>{short(view.after)}</span>
            <span className={classes.facts}>unchanged</span>
          </>
        );
      }
      return (
        <>
          <span className={classes.versionBefore} data-nothing={view.before === null || undefined}>
            {short(view.before)}
          </span>
          <span className={classes.facts}>
            <span className={classes.versionAfter} data-nothing={view.after === null || undefined}>
              → {short(view.after, characters - CHANGE_ROOM)}
            </span>
            <span className={classes.change} data-change={view.change}>
              {view.change}
            </span>
          </span>
        </>
      );
    }
  }
}
