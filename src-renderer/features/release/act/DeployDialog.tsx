import { Checkbox, SegmentedControl, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { obstacleRows } from '../../../ui/Obstacles/Obstacles.tsx';
import { neededOverrides, overridesBlock } from '../../../ui/Obstacles/overrides.ts';
import { Instant, useZone } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { lastProject } from '../lastProject.ts';
import classes from './Act.module.css';
import type { ReleaseAction } from './action.ts';
import { arrivalRow } from './arrivalRow.tsx';
import { type DeployForm, deployFault, deployInput, proposedPlace } from './deployForm.ts';
import { ProjectSelect } from './ProjectSelect.tsx';
import { mindRow, Word, workflowRow } from './planRows.tsx';
import { TimeField } from './TimeField.tsx';
import { VersionSelect } from './VersionSelect.tsx';

const NOWHERE = { projectId: 0, environmentId: 0, releaseId: 0 };

/** Deploys a candidate to an environment, now or at a time: what stands in its way, and what it would do. */
export function DeployDialog({
  start,
  onClose,
}: {
  readonly start: ReleaseAction & { readonly act: 'deploy' };
  readonly onClose: () => void;
}) {
  const zone = useZone();
  const deploy = useAct('environment.deploy');
  const [reason, setReason] = useState('');
  const [form, setForm] = useState<DeployForm>({
    projectId: start.projectId ?? lastProject(),
    environmentId: start.environmentId ?? null,
    releaseId: start.releaseId ?? null,
    when: 'now',
    isHotfix: false,
    overrides: [],
  });
  const [isProposed, setIsProposed] = useState(false);
  const set = (changes: Partial<DeployForm>) => setForm((old) => ({ ...old, ...changes }));
  const { projectId, environmentId, releaseId, overrides } = form;
  const project = useCall('project.list', undefined).data?.find(({ id }) => id === projectId)?.name;
  const board = useCall('release.board', { projectId: projectId ?? 0 }, { enabled: projectId !== null }).data;
  const chosen = useCall('release.get', { id: releaseId ?? 0 }, { enabled: releaseId !== null }).data;
  const environment = board?.environments.find((one) => one.environmentId === environmentId);
  // Once, with the first board: what is proposed does not change under a person's hands.
  if (board && !isProposed) {
    setIsProposed(true);
    set(proposedPlace(board, form));
  }

  // What stands in the way is asked for as if nothing were ticked; the plan itself with what was ticked.
  const [bare] = useDebouncedValue(deployInput({ ...form, overrides: [] }, zone, undefined, null), 100);
  const found = useCall('environment.previewDeploy', bare ?? NOWHERE, { enabled: bare !== null });
  const fault = deployFault(form, zone);
  const way = fault === null ? found.data : undefined;
  const asked = deployInput(form, zone, way, null);
  const forced = useCall('environment.previewDeploy', asked ?? NOWHERE, { enabled: asked?.force != null });
  const plan = asked?.force ? forced.data : way;
  const shown = way && { ...(plan ?? way), obstacles: way.obstacles, frozenBy: way.frozenBy };
  const version = chosen && chosen.id === releaseId ? chosen.version : null;

  const onConfirm = async () => {
    const input = deployInput(form, zone, way, reason.trim() || null);
    if (!input) return;
    try {
      const made = await deploy.run(input);
      onClose();
      navigate(pathTo.deployment(made.id));
    } catch {
      // `deploy.error` says it in the dialog; the plan is shown as it is now.
      void found.refetch();
      void forced.refetch();
    }
  };
  const refused = deploy.error ?? (fault === null ? found.error : null);
  const rows: ActionRow[] = [
    {
      label: 'What and where',
      content: (
        <div className={classes.fields}>
          {start.projectId === null ? (
            <ProjectSelect
              value={projectId}
              onValue={(id) => set({ projectId: id, environmentId: null, releaseId: null, overrides: [] })}
            />
          ) : null}
          {projectId === null ? null : (
            <>
              <VersionSelect
                key={projectId}
                projectId={projectId}
                value={releaseId}
                selected={version}
                onValue={(id) => set({ releaseId: id, overrides: [] })}
              />
              <Select
                label="Environment"
                required
                placeholder="Choose where to"
                data={(board?.environments ?? []).map((one) => ({
                  value: String(one.environmentId),
                  label: one.name,
                }))}
                value={environmentId === null ? null : String(environmentId)}
                onChange={(id) => id !== null && set({ environmentId: Number(id), overrides: [] })}
              />
            </>
          )}
        </div>
      ),
    },
    whenRow(form, set),
    ...(shown
      ? [
          ...obstacleRows({
            way: shown,
            verb: 'Deploy',
            isLater: form.when !== 'now',
            overrides,
            onOverrides: (next) => set({ overrides: next }),
          }),
          ...arrivalRow(shown.arrives, projectId ?? 0),
          ...mindRow(shown.warnings),
          workflowRow(shown, { projectId: projectId ?? 0, environmentId }),
        ]
      : []),
  ];
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Deploy ${project ?? 'a candidate'}${environment ? ` to ${environment.name}` : ''}`}
      {...(environment ? { tier: environment.tier } : {})}
      {...(environment
        ? {
            now: {
              label: 'Running now',
              version: environment.running?.version ?? <Word>nothing</Word>,
              note: environment.running ? (
                <>
                  since <Instant at={environment.running.since} form="clock" />
                </>
              ) : (
                'nothing ever succeeded there'
              ),
            },
            next: {
              label: form.when === 'now' ? 'Will run' : 'Will run then',
              version: version === null ? <Word>to be chosen</Word> : version,
              note:
                version === null ? (
                  'one of the candidates'
                ) : chosen?.commitSha ? (
                  <Version value={chosen.commitSha.slice(0, 7)} />
                ) : (
                  'no commit known'
                ),
            },
          }
        : {})}
      rows={rows}
      reason={{
        required: way !== undefined && neededOverrides(way).length > 0,
        value: reason,
        onChange: setReason,
      }}
      confirmLabel={
        environment ? `${form.when === 'now' ? 'Deploy' : 'Schedule'} to ${environment.name}` : 'Deploy'
      }
      confirmIcon={IconRocket}
      blockedReason={fault ?? overridesBlock(plan && shown, overrides)}
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={deploy.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

const TIMES = [
  { value: 'now', label: 'Now' },
  { value: 'then', label: 'At a time' },
];

function whenRow(form: DeployForm, set: (changes: Partial<DeployForm>) => void): ActionRow {
  return {
    label: 'When and how',
    content: (
      <>
        <div className={classes.when}>
          <SegmentedControl
            aria-label="When"
            data={TIMES}
            value={form.when === 'now' ? 'now' : 'then'}
            onChange={(value) => set({ when: value === 'now' ? 'now' : '', overrides: [] })}
          />
          {form.when === 'now' ? (
            <span className={classes.dim}>as soon as it is confirmed</span>
          ) : (
            <TimeField value={form.when} onValue={(when) => set({ when, overrides: [] })} />
          )}
        </div>
        <Checkbox
          className={classes.override ?? ''}
          size="xs"
          label="It is a hotfix: unplanned work because of an incident."
          checked={form.isHotfix}
          onChange={(event) => set({ isHotfix: event.currentTarget.checked })}
        />
      </>
    ),
  };
}
