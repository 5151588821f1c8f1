import { IconCircleCheck } from '@tabler/icons-react';
import type { Issue } from '#shared/features/deployment/parts.ts';
import { EmptyState } from './EmptyState.tsx';
import classes from './IssueList.module.css';
import { SafeLink } from './SafeLink.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { Instant } from './time.tsx';

const looks = {
  error: { status: 'failed', label: 'error' },
  warning: { status: 'partial', label: 'warning' },
  info: { status: 'unknown', label: 'info' },
} as const;

/** What went wrong or needs a look, as it was reported with the deployment. */
export function IssueList({ issues }: { readonly issues: readonly Issue[] }) {
  if (issues.length === 0) {
    return (
      <EmptyState
        icon={IconCircleCheck}
        title="No issue was reported with this deployment."
        hint="A pipeline reports issues through the gateway; they would stand here with their links."
      />
    );
  }
  return (
    <ul className={classes.issues}>
      {issues.map((issue, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an issue has no identity but its place
        <li key={index} className={classes.issue}>
          <div className={classes.head}>
            <StatusBadge {...looks[issue.severity]} />
            <strong>{issue.title}</strong>
            <span className={classes.at}>
              <Instant at={issue.at} form="clock" />
            </span>
          </div>
          {issue.detail ? <p className={classes.detail}>{issue.detail}</p> : null}
          {issue.url ? <SafeLink url={issue.url} label={issue.url} /> : null}
        </li>
      ))}
    </ul>
  );
}
