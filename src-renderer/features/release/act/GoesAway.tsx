import { IconArrowDownLeft, IconGitCommit } from '@tabler/icons-react';
import { useState } from 'react';
import type { RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import { type OutputFor, useCall } from '../../../api/client.ts';
import { ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { Version } from '../../../ui/Version.tsx';
import { counted } from '../words.ts';
import classes from './Act.module.css';

type Plan = NonNullable<RollbackItem['plan']>;

/** How many commits are named at first, and how many when all are asked for. */
const FIRST = 3;
const MOST = 300;

/** What is known of the commits that go away; null where nobody has read them. */
interface CommitsAway {
  readonly changes: NonNullable<OutputFor<'changelog.between'>['changes']>;
  readonly showAll: (() => void) | null;
}

/** Reads the commits between the target of a rollback and the newest version that goes away with it. */
export function useCommitsAway(item: RollbackItem | undefined): CommitsAway | null {
  const [all, setAll] = useState(false);
  const from = item?.plan?.target.releaseId ?? null;
  const to = item?.plan?.goesAway[0]?.releaseId ?? null;
  const known = item !== undefined && from !== null && to !== null;
  const { data } = useCall(
    'changelog.between',
    {
      projectId: item?.projectId ?? 0,
      from: { releaseId: from ?? 0 },
      to: { releaseId: to ?? 0 },
      limit: all ? MOST : FIRST,
    },
    { enabled: known },
  );
  if (!known || !data?.changes || data.from?.releaseId !== from || data.to.releaseId !== to) return null;
  const { changes } = data;
  if (changes.total === 0) return null;
  return {
    changes,
    showAll: changes.entries.length < Math.min(MOST, data.listed) ? () => setAll(true) : null,
  };
}

/** The row of what is no longer there afterwards: by commit where they were read, else by version. */
export function goesAwayRow(plan: Plan, commits: CommitsAway | null): ActionRow[] {
  if (plan.goesAway.length === 0) return [];
  return [
    {
      label: 'Goes away',
      note: commits
        ? counted(commits.changes.total, 'change', 'changes')
        : counted(plan.goesAway.length, 'version', 'versions'),
      content: commits ? <Commits plan={plan} {...commits} /> : <Versions plan={plan} />,
    },
  ];
}

function Commits({ plan, changes, showAll }: CommitsAway & { readonly plan: Plan }) {
  const others = changes.total - changes.entries.length;
  return (
    <div className={classes.list}>
      {changes.entries.map(({ sha, scope, subject, author }) => (
        <ActionLine
          key={sha}
          icon={<IconGitCommit size={15} stroke={1.75} color="var(--sl-dim)" aria-hidden />}
          aside={
            <>
              <Sha value={sha} /> {author}
            </>
          }
        >
          <span className={classes.subject} title={subject}>
            {scope ? `${scope}: ` : ''}
            {subject}
          </span>
        </ActionLine>
      ))}
      {showAll ? (
        <button type="button" className={classes.more} onClick={showAll}>
          Show {others} more
        </button>
      ) : others > 0 ? (
        <p className={classes.beneath}>and {others} more</p>
      ) : null}
      <p className={classes.beneath}>
        With {plan.goesAway.length === 1 ? 'the version' : 'the versions'}{' '}
        {plan.goesAway.map(({ version }) => version).join(', ')}
      </p>
    </div>
  );
}

function Versions({ plan }: { readonly plan: Plan }) {
  return (
    <div className={classes.list}>
      {plan.goesAway.map(({ version }) => (
        <ActionLine
          key={version}
          icon={<IconArrowDownLeft size={15} stroke={1.75} color="var(--sl-rb)" aria-hidden />}
          aside={
            version === plan.fromVersion
              ? 'runs now'
              : plan.replaced.isAbandoned && version === plan.replaced.version
                ? `#${plan.replaced.number}, abandoned`
                : null
          }
        >
          <Version value={version} max={40} />
        </ActionLine>
      ))}
    </div>
  );
}
