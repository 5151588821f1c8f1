import type { ComponentProps, ReactNode } from 'react';
import { EnvironmentLabel } from '../EnvironmentLabel.tsx';
import { PeekLine } from '../PeekDrawer.tsx';
import { type Tier, TierTag } from '../TierTag.tsx';
import { Instant } from '../time.tsx';
import { Version } from '../Version.tsx';
import { PlaceState } from './PlaceState.tsx';
import classes from './PlaceTimeline.module.css';

/** The head of a drawer about one project in one environment: what it is, what runs there, what keeps new versions away. */
export function PlaceHead({
  project,
  environment,
  tier,
  version,
  since,
  beside,
  freezes,
  hold,
  now,
  children,
}: {
  readonly project: string;
  readonly environment: string;
  readonly tier: Tier;
  /** What runs there; null when nothing does. */
  readonly version: string | null;
  readonly since: number | null;
  /** A word behind the version, as how far it is behind. */
  readonly beside?: ReactNode;
  /** More lines, between what runs and what freezes it. */
  readonly children?: ReactNode;
} & ComponentProps<typeof PlaceState>) {
  return (
    <>
      <PeekLine>
        <span className={classes.title}>Environment timeline</span>
      </PeekLine>
      <PeekLine aside={<TierTag tier={tier} />}>
        <strong className={classes.project}>{project}</strong>
        <EnvironmentLabel name={environment} tier={tier} />
      </PeekLine>
      <PeekLine
        aside={
          since === null ? null : (
            <span>
              since <Instant at={since} form="clock" />
            </span>
          )
        }
      >
        {version === null ? <span>Nothing runs here</span> : <Version value={version} strong />}
        {beside}
      </PeekLine>
      {children}
      <PlaceState freezes={freezes} hold={hold} now={now} />
    </>
  );
}
