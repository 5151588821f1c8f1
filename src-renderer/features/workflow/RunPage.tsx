import { useClipboard } from '@mantine/hooks';
import { IconLink, IconListCheck, IconRocket, IconVersions } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCall } from '../../api/client.ts';
import { type Command, shownCommand, useCommands } from '../../app/commands.ts';
import { goBack, navigate, usePlace } from '../../app/location.ts';
import { deepLinkTo, pathTo } from '../../app/routes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EnvironmentLabel } from '../../ui/EnvironmentLabel.tsx';
import { RecordHeader } from '../../ui/RecordHeader.tsx';
import { RecordPage } from '../../ui/RecordPage.tsx';
import text from '../../ui/Text.module.css';
import { TierTag } from '../../ui/TierTag.tsx';
import { Instant } from '../../ui/time.tsx';
import { Version } from '../../ui/Version.tsx';
import { runPlaceOf } from './places.ts';
import { RunView } from './run/RunView.tsx';
import { numberLabel, type RunRecord } from './words.ts';

const leave = () => goBack(pathTo.runs());

/** One run of a workflow: how far it is, what can be done with it, and what it writes. */
export function RunPage({ target }: { readonly target: { readonly id: number } | { readonly uid: string } }) {
  const { data, error } = useCall('workflow.run', target, { keepPrevious: false });
  return (
    <RecordPage
      data={data}
      error={error}
      what="a run"
      list={{ label: 'Go to the runs', onClick: () => navigate(pathTo.runs()) }}
      production={data?.tier === 'production'}
      onLeave={leave}
    >
      {(run) => <OpenRun key={run.id} run={run} />}
    </RecordPage>
  );
}

function OpenRun({ run }: { readonly run: RunRecord }) {
  const { search } = usePlace();
  const { sought, step } = runPlaceOf(search);
  const { copy } = useClipboard();
  const link = deepLinkTo('run', run.uid);
  const { deploymentId, candidateId } = run;
  const workflow = pathTo.workflow(run.projectId, run.environmentId);
  useCommands(
    'run.page',
    useMemo(
      (): Command[] => [
        {
          id: 'run.workflow',
          label: 'Open the workflow of this run',
          group: 'Go to',
          icon: IconListCheck,
          run: () => navigate(workflow),
        },
        {
          id: 'run.copyLink',
          label: 'Copy the link to this run',
          group: 'Actions',
          icon: IconLink,
          run: () => copy(link),
        },
        shownCommand('run.back', 'Back to the runs', 'Esc'),
      ],
      [workflow, copy, link],
    ),
  );
  return (
    <>
      <RecordHeader
        back={{ label: 'Runs', onClick: leave }}
        id={numberLabel(run.id)}
        copyValue={link}
        title={run.project}
        beside={
          run.environment !== null && run.tier !== null ? (
            <>
              <EnvironmentLabel name={run.environment} tier={run.tier} />
              <TierTag tier={run.tier} />
            </>
          ) : (
            <span className={text.dim}>build of a candidate</span>
          )
        }
        actions={
          <>
            {deploymentId === null ? null : (
              <ActionButton
                label="Open the deployment"
                icon={IconRocket}
                onClick={() => navigate(pathTo.deployment(deploymentId))}
              />
            )}
            {candidateId === null ? null : (
              <ActionButton
                label="Open the candidate"
                icon={IconVersions}
                onClick={() => navigate(pathTo.release(candidateId))}
              />
            )}
            <ActionButton label="Workflow" icon={IconListCheck} onClick={() => navigate(workflow)} />
          </>
        }
      >
        <Version value={run.version} size="header" strong max={34} />
        <span className={text.dim}>
          {run.attempt > 1 ? `attempt ${run.attempt}, ` : ''}
          {run.startedAt === null ? 'asked for ' : 'begun '}
          <Instant at={run.startedAt ?? run.createdAt} />
        </span>
      </RecordHeader>
      <RunView key={run.id} run={run} sought={sought} step={step} onRun={(id) => navigate(pathTo.run(id))} />
    </>
  );
}
