import { SegmentedControl } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '../../api/client.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { RowSkeleton } from '../../ui/RowSkeleton.tsx';
import classes from './run/Run.module.css';
import { RunView } from './run/RunView.tsx';

/** The runs of a deployment on its own page: the newest, or the one of an earlier attempt. */
export function DeploymentRuns({
  deploymentId,
  projectId,
  environmentId,
}: {
  readonly deploymentId: number;
  readonly projectId: number;
  readonly environmentId: number;
}) {
  const runs = useCall('workflow.runs', { deploymentId }, { keepPrevious: false });
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = runs.data?.find(({ id }) => id === chosen) ?? runs.data?.[0];
  if (runs.error) return <ErrorText error={runs.error} />;
  if (!runs.data) return <RowSkeleton />;
  if (!shown) {
    return (
      <EmptyState
        icon={IconListCheck}
        title="No workflow ran for this deployment."
        hint="It was recorded or reported from outside, or its environment had no workflow when it was made."
        others={[
          {
            label: 'Open the workflow',
            onClick: () => navigate(pathTo.workflow(projectId, environmentId)),
          },
        ]}
      />
    );
  }
  return (
    <>
      {runs.data.length > 1 ? (
        <div className={classes.attempts}>
          <SegmentedControl
            aria-label="Run"
            value={String(shown.id)}
            onChange={(id) => setChosen(Number(id))}
            data={runs.data.toReversed().map(({ id, attempt }) => ({
              value: String(id),
              label: `Attempt ${attempt}`,
            }))}
          />
        </div>
      ) : null}
      <OneRun key={shown.id} id={shown.id} onRun={setChosen} />
    </>
  );
}

function OneRun({ id, onRun }: { readonly id: number; readonly onRun: (id: number) => void }) {
  const { data, error } = useCall('workflow.run', { id }, { keepPrevious: false });
  if (error) return <ErrorText error={error} />;
  return data ? <RunView run={data} onRun={onRun} /> : <RowSkeleton />;
}
