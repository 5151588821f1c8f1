import { SegmentedControl } from '@mantine/core';
import type { Candidate } from '#shared/features/candidate/model.ts';
import { buildLooks, shortCandidate } from '../words.ts';
import classes from './Board.module.css';

/** How a build stands: a dot in its colour, hollow while it is not done, and its word for those who do not see it. */
export function BuildDot({ candidate }: { readonly candidate: Candidate }) {
  const { label, tone } = buildLooks[candidate.build];
  return (
    <span
      className={classes.dot}
      data-build={candidate.build}
      style={{ color: `var(--sl-${tone})` }}
      role="img"
      aria-label={label}
    />
  );
}

/** The candidates of a release, the newest at the end; the chosen one is the one that is deployed. */
export function CandidateControl({
  label,
  candidates,
  value,
  onValue,
}: {
  readonly label: string;
  /** Newest first. */
  readonly candidates: readonly Candidate[];
  readonly value: number;
  readonly onValue: (id: number) => void;
}) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      className={classes.candidates ?? ''}
      value={String(value)}
      onChange={(id) => onValue(Number(id))}
      data={candidates.toReversed().map((candidate) => ({
        value: String(candidate.id),
        label: (
          <span
            className={classes.candidate}
            data-superseded={candidate.supersededAt !== null || undefined}
            title={`${candidate.version}, ${buildLooks[candidate.build].label}`}
          >
            <BuildDot candidate={candidate} />
            {shortCandidate(candidate)}
          </span>
        ),
      }))}
    />
  );
}
