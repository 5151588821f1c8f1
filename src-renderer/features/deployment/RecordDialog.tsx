import { Select, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconAlertTriangle, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import type { RecordPreview } from '#shared/features/deployment/contract.ts';
import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import { useAct, useCall } from '../../api/client.ts';
import { navigate } from '../../app/location.ts';
import { pathTo } from '../../app/routes.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../ui/ActionDialog.tsx';
import { dateAndTime } from '../../ui/calendar.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { StatusIcon, statusLabel } from '../../ui/StatusBadge.tsx';
import { Instant, useZone } from '../../ui/time.tsx';
import { Version } from '../../ui/Version.tsx';
import classes from './act/Act.module.css';
import { EnvironmentField, ProjectField } from './act/PlaceFields.tsx';
import { faultOf, inputOf, needsReason, type RecordForm, recordStatuses } from './act/recordForm.ts';

const runs = (version: string | null) =>
  version === null ? 'nothing' : <Version value={version} size="header" max={30} />;

/** Records a deployment by hand: what, where, how it stands, when. What it changes is said while it is typed. */
export function RecordDialog({
  start,
  onClose,
}: {
  readonly start: { readonly projectId?: number; readonly environmentId?: number; readonly version?: string };
  readonly onClose: () => void;
}) {
  const zone = useZone();
  const record = useAct('deployment.record');
  const environments = useCall('environment.list', undefined);
  const [form, setForm] = useState<RecordForm>({
    projectId: start.projectId ?? null,
    environmentId: start.environmentId ?? null,
    version: start.version ?? '',
    status: 'succeeded',
    when: null,
    commitSha: '',
    description: '',
    reason: '',
  });
  const set = (changes: Partial<RecordForm>) => setForm((old) => ({ ...old, ...changes }));
  const input = inputOf(form, zone);
  const preview = useCall(
    'deployment.previewRecord',
    input ?? { projectId: 0, environmentId: 0, version: '-' },
    { enabled: input !== null },
  );
  const plan = input === null ? undefined : preview.data;
  const environment = environments.data?.find(({ id }) => id === form.environmentId);
  const fault = faultOf(form);

  const onConfirm = async () => {
    if (input === null) return;
    try {
      const made = await record.run({ ...input, reason: form.reason.trim() || null });
      onClose();
      navigate(pathTo.deployment(made.id));
    } catch {
      // `record.error` says it in the dialog, and the fields stay.
    }
  };

  const refused = record.error ?? (input === null ? null : preview.error);
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={environment ? `Record a deployment in ${environment.name}` : 'Record a deployment'}
      {...(environment ? { tier: environment.tier } : {})}
      {...(plan
        ? {
            now: { label: 'Runs now', version: runs(plan.effect.before) },
            next: { label: 'Will run', version: runs(plan.effect.after) },
          }
        : {})}
      rows={[fieldsRow(form, set), timeRow(form, set, zone), ...planRows(plan)]}
      reason={{
        required: needsReason(form),
        value: form.reason,
        onChange: (reason) => set({ reason }),
      }}
      confirmLabel={environment ? `Record in ${environment.name}` : 'Record'}
      confirmIcon={IconRocket}
      blockedReason={fault ?? (preview.error ? 'Cannot be recorded like this' : null)}
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={record.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

type SetForm = (changes: Partial<RecordForm>) => void;

function fieldsRow(form: RecordForm, set: SetForm): ActionRow {
  return {
    label: 'What and where',
    content: (
      <div className={classes.fields}>
        <ProjectField value={form.projectId} onValue={(projectId) => set({ projectId })} />
        <EnvironmentField value={form.environmentId} onValue={(environmentId) => set({ environmentId })} />
        <TextInput
          label="Version"
          required
          placeholder="4.18.0-rc3"
          value={form.version}
          onChange={(event) => set({ version: event.currentTarget.value })}
        />
        <TextInput
          label="Commit"
          placeholder="if it is known"
          value={form.commitSha}
          onChange={(event) => set({ commitSha: event.currentTarget.value })}
        />
        <Textarea
          className={classes.wide ?? ''}
          label="Description"
          autosize
          minRows={1}
          maxRows={4}
          value={form.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
      </div>
    ),
  };
}

function timeRow(form: RecordForm, set: SetForm, zone: 'utc' | 'local'): ActionRow {
  const scheduled = form.status === 'scheduled';
  return {
    label: 'How and when',
    content: (
      <div className={classes.fields}>
        <Select
          label="Status"
          data={recordStatuses.map((status) => ({ value: status, label: statusLabel(status) }))}
          value={form.status}
          onChange={(status) => status !== null && set({ status: status as DeploymentStatus })}
        />
        <DateTimePicker
          {...dateAndTime}
          label={`${scheduled ? 'Starts at' : 'Happened at'}, ${zone === 'utc' ? 'UTC' : 'local time'}`}
          placeholder={scheduled ? 'Choose when' : 'now'}
          clearable
          withSeconds
          valueFormat="YYYY-MM-DD HH:mm:ss"
          value={form.when}
          onChange={(when) => set({ when })}
          clearButtonProps={{ 'aria-label': 'Now' }}
        />
      </div>
    ),
  };
}

function planRows(plan: RecordPreview | undefined): ActionRow[] {
  if (!plan) return [];
  const rows: ActionRow[] = [
    {
      label: 'Because',
      note: 'the rule',
      content: (
        <>
          {plan.effect.because}{' '}
          <span className={classes.dim}>
            {plan.fromVersion === null
              ? `Nothing ran in ${plan.environment} at that time.`
              : `It comes from ${plan.fromVersion}.`}
            {plan.newRelease ? ` ${plan.version} is new and becomes a release of ${plan.project}.` : ''}
          </span>
        </>
      ),
    },
  ];
  if (plan.warnings.length > 0) {
    rows.push({
      label: 'Mind',
      content: plan.warnings.map((warning) => (
        <ActionLine
          key={warning}
          icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
        >
          {warning}
        </ActionLine>
      )),
    });
  }
  if (plan.active.length > 0) {
    rows.push({
      label: 'Goes on',
      note: `${plan.active.length} active`,
      content: plan.active.map((row) => (
        <ActionLine
          key={row.id}
          icon={<StatusIcon status={row.status} />}
          aside={<Instant at={row.triggeredAt} />}
        >
          {row.version} {statusLabel(row.status)}
        </ActionLine>
      )),
    });
  }
  return rows;
}
