import {
  IconArrowBackUp,
  IconArrowUpRight,
  IconBuildingStore,
  IconExclamationCircle,
  IconFlag,
  IconRepeat,
  IconUpload,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { formatPercent } from '../../ui/numbers.ts';
import { RolloutBar } from '../../ui/RolloutBar.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import classes from './Codepush.module.css';
import { standingLooks, standingOf, standingSentences } from './standing.ts';
import type { Provenance, ProvenanceKind } from './words.ts';

type Rolled = Pick<ReleaseRow, 'rollout' | 'isDisabled' | 'superseded'>;

/** How a release stands, in icon, word and colour. */
export function StandingBadge({ release, note }: { readonly release: Rolled; readonly note?: string }) {
  const standing = standingOf(release);
  const { status, label } = standingLooks[standing];
  return (
    <span title={standingSentences[standing]}>
      <StatusBadge status={status} label={label} {...(note ? { note } : {})} />
    </span>
  );
}

/** The rollout of a release as a bar with its number. */
export function RolloutMeter({ release }: { readonly release: Rolled & Pick<ReleaseRow, 'label'> }) {
  return (
    <span className={classes.meter}>
      <RolloutBar
        percent={release.rollout}
        label={`Rollout of ${release.label}`}
        tone={standingLooks[standingOf(release)].bar}
      />
      <span className={classes.percent}>{formatPercent(release.rollout)}</span>
    </span>
  );
}

/** Installed at once instead of with the next start. */
export function MandatoryMark() {
  return (
    <span className={classes.mandatory} title="Devices install it at once, not with their next start.">
      <IconExclamationCircle size={14} stroke={1.75} aria-hidden />
      mandatory
    </span>
  );
}

const icons: Readonly<Record<ProvenanceKind, TablerIcon>> = {
  upload: IconUpload,
  promote: IconArrowUpRight,
  rollback: IconArrowBackUp,
  rerelease: IconRepeat,
  baseline: IconBuildingStore,
  force_update: IconFlag,
};

/** Where the contents of a release come from, with its arrow; `whole` says it in a sentence. */
export function ProvenanceMark({
  provenance: { kind, words, sentence },
  whole = false,
}: {
  readonly provenance: Provenance;
  readonly whole?: boolean;
}) {
  const Icon = icons[kind];
  return (
    <span className={classes.provenance} data-kind={kind} title={whole ? undefined : sentence}>
      <Icon size={14} stroke={1.75} aria-hidden />
      <span>{whole ? sentence : words}</span>
    </span>
  );
}
