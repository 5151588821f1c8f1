import { Select } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconRocket } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCall } from '../../api/client.ts';
import { openDialog } from '../../app/dialogs.ts';
import { navigate, usePlace } from '../../app/location.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page, PageBody, PageHeader } from '../../ui/Page.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import { ActivityBand } from './ActivityBand.tsx';
import { AttentionBand } from './AttentionBand.tsx';
import { EnvironmentBand } from './EnvironmentBand.tsx';
import classes from './Overview.module.css';
import { RunningBand } from './RunningBand.tsx';
import { countWords } from './words.ts';

const ALL = 'all';

/** The first screen: what needs attention, what runs, every environment, what happened last. */
export function OverviewPage({
  empty,
}: {
  /** What stands here while the workspace has nothing in it: the shell hands in the first run. */
  readonly empty?: ReactNode;
}) {
  const { search } = usePlace();
  const wanted = Number(search.get('project'));
  const projectId = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
  const { data, error } = useCall('overview.read', { projectId });
  const projects = useCall('project.list', undefined);
  const summary = useCall('workspace.summary', undefined);
  const expiring = useCall('credential.expiring', { projectId }).data ?? [];
  const nothing = summary.data?.projects === 0 && summary.data.deployments === 0;
  if (nothing) {
    return (
      <Page>
        <PageHeader title="Overview" />
        <PageBody>{empty}</PageBody>
      </Page>
    );
  }
  const count = data && countWords(data.attention.length + expiring.length, data.runningCount);
  const tierOf = (name: string) =>
    data?.environments.find((environment) => environment.name === name)?.tier ?? 'development';
  return (
    <Page>
      <PageHeader
        title="Overview"
        count={count}
        actions={
          <>
            <Select
              className={classes.projects ?? ''}
              aria-label="Project"
              leftSection={<IconAdjustmentsHorizontal size={15} stroke={1.75} aria-hidden />}
              data={[
                { value: ALL, label: 'All projects' },
                ...(projects.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
              value={projectId === null ? ALL : String(projectId)}
              searchable
              selectFirstOptionOnChange
              onClick={(event) => event.currentTarget.select()}
              limit={200}
              nothingFoundMessage="No project has this name."
              onChange={(value) => navigate(value === null || value === ALL ? '/' : `/?project=${value}`)}
            />
            <ActionButton
              label="Deploy"
              icon={IconRocket}
              tone="primary"
              onClick={() => openDialog({ kind: 'record', ...(projectId === null ? {} : { projectId }) })}
            />
          </>
        }
      />
      <PageBody>
        {error ? (
          <ErrorState title={error.message} kept={error.details.hint ?? 'Nothing was changed.'} />
        ) : data ? (
          <>
            <AttentionBand items={data.attention} expiring={expiring} />
            <RunningBand runs={data.running} count={data.runningCount} />
            <EnvironmentBand cards={data.environments} />
            <ActivityBand entries={data.activity} tierOf={tierOf} />
          </>
        ) : (
          <RowSkeleton rows={12} />
        )}
      </PageBody>
    </Page>
  );
}
