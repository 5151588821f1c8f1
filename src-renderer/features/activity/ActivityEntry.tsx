// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern over CSS grid rows; a table element cannot be virtual
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, its current row is the active descendant
import { IconBan, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import type { ActivityRow } from '#shared/features/activity/model.ts';
import { entryWords } from '#shared/features/activity/words.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import { pathTo } from '../../app/routes.ts';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Instant } from '../../ui/time.tsx';
import classes from './Activity.module.css';
import type { BatchPlace } from './batches.ts';

interface EntryProps {
  readonly id: string;
  readonly row: ActivityRow;
  readonly index: number;
  readonly current: boolean;
  readonly open: boolean;
  readonly tier: Tier | null;
  readonly batch: BatchPlace | null;
}

const hrefs: Readonly<Record<string, string>> = {
  project: pathTo.settings('projects'),
  environment: pathTo.settings('environments'),
  token: pathTo.settings('gateway'),
  import: pathTo.settings('imports'),
  workspace: pathTo.settings('data'),
};

/** One line of the log. What was refused is said in word, icon and colour. */
export const ActivityEntry = memo(function ActivityEntry(props: EntryProps) {
  const { id, row, index, current, open, tier, batch } = props;
  const refused = row.refused !== null;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const href = row.deploymentId === null ? hrefs[row.object.noun] : pathTo.deployment(row.deploymentId);
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-expanded={open}
      className={classes.entry}
      data-index={index}
      data-current={current || undefined}
      data-refused={refused || undefined}
      data-batch={batch?.place}
    >
      <span role="gridcell" className={classes.seq}>
        <Chevron size={13} stroke={1.75} aria-hidden />#{row.seq}
      </span>
      <span role="gridcell" className={classes.at}>
        <Instant at={row.at} form="clock" />
      </span>
      <span role="gridcell" className={classes.cell} title={row.actor.email ?? undefined}>
        {row.actor.name}
      </span>
      <span role="gridcell" className={classes.verb} title={row.verb}>
        {refused ? <IconBan size={14} stroke={1.75} aria-hidden /> : null}
        {entryWords(row)}
        {batch?.place === 'first' ? (
          <span className={classes.batch}>{formatCount(batch.size)} at once</span>
        ) : null}
      </span>
      <span role="gridcell" className={classes.cell}>
        {row.project !== null && row.project !== row.object.label ? (
          <span className={classes.project}>{row.project}</span>
        ) : null}
        {href ? (
          <a href={`#${href}`} tabIndex={-1} title={row.object.label}>
            {row.object.label}
          </a>
        ) : (
          <span title={row.object.label}>{row.object.label}</span>
        )}
      </span>
      <span role="gridcell" className={classes.environment}>
        {row.environment === null ? null : tier ? (
          <EnvironmentLabel name={row.environment} tier={tier} />
        ) : (
          row.environment
        )}
      </span>
      <span role="gridcell" className={classes.reason} title={row.reason ?? undefined}>
        {row.reason}
      </span>
    </div>
  );
});
