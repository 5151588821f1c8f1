import {
  IconArrowBackUp,
  IconChecks,
  IconPlayerPause,
  IconPlayerPlay,
  IconRocket,
  IconStairsUp,
  type TablerIcon,
} from '@tabler/icons-react';
import {
  PAUSE_DAYS,
  phasedPercents,
  type StagedMoveKind,
} from '#shared/features/distribution/staged-machines.ts';
import { ActionRows } from '../../../ui/ActionRows.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { ProgressLine } from '../../../ui/ProgressLine.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import text from '../../../ui/Text.module.css';
import { ask } from '../act/open.ts';
import classes from '../Distribution.module.css';
import { type DistributionRecord, moveLabels, moveNotes, shareText } from '../words.ts';

const icons: Readonly<Record<StagedMoveKind, TablerIcon>> = {
  start: IconRocket,
  widen: IconStairsUp,
  halt: IconPlayerPause,
  resume: IconPlayerPlay,
  complete: IconChecks,
  roll_back: IconArrowBackUp,
};

/** How far the staged rollout is in the store, and every move of it with the store's reason where it has one against it. */
export function StagedPanel({
  record,
  staged,
}: {
  readonly record: DistributionRecord;
  readonly staged: NonNullable<DistributionRecord['staged']>;
}) {
  const { id, target } = record.distribution;
  return (
    <Section title="Rollout in the store">
      <div className={classes.staged}>
        <StateBadge tone={staged.tone} label={staged.label} />
        <span className={classes.share}>{shareText(staged.share)}</span>
        <ProgressLine
          value={staged.share}
          label="Share of the users"
          tone={staged.tone === 'warn' ? 'warn' : staged.tone === 'ok' ? 'ok' : 'accent'}
        />
        {staged.day === null ? (
          <span className={text.dim}>of its users get it</span>
        ) : (
          <PhasedDays day={staged.day} pausedDays={staged.pausedDays ?? 0} />
        )}
      </div>
      <ActionRows
        label="Moves of the rollout"
        actions={staged.choices.map(({ kind, reason }) => ({
          key: kind,
          label: moveLabels[kind],
          icon: icons[kind],
          note: moveNotes[kind],
          refusal: reason,
          ...(target === 'production' && (kind === 'halt' || kind === 'roll_back')
            ? { tone: 'prod' as const }
            : {}),
          onClick: () => ask({ act: 'staged', id, move: kind }),
        }))}
      />
    </Section>
  );
}

/** The App Store's own seven days. */
function PhasedDays({ day, pausedDays }: { readonly day: number; readonly pausedDays: number }) {
  return (
    <span className={classes.days}>
      <ol aria-label="Days of the phased release">
        {phasedPercents.map((percent, index) => (
          <li
            key={percent}
            aria-current={index + 1 === day ? 'step' : undefined}
            data-passed={index + 1 < day || undefined}
          >
            {formatPercent(percent)}
          </li>
        ))}
      </ol>
      <span className={text.dim}>
        day {day} of 7, {PAUSE_DAYS - pausedDays} days of pause left
      </span>
    </span>
  );
}
