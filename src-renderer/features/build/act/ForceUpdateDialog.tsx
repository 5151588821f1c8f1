import { Textarea } from '@mantine/core';
import { IconAlertTriangle, IconDevices, IconFlag } from '@tabler/icons-react';
import { useState } from 'react';
import { packageFactsSchema } from '#shared/features/codepush/channel-model.ts';
import { formatSize } from '#shared/time.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, ActionLine, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import text from '../../../ui/Text.module.css';
import { Version } from '../../../ui/Version.tsx';
import classes from '../Build.module.css';
import { type BuildRecord, numberLabel } from '../words.ts';
import { KeptFileField } from './KeptFileField.tsx';
import { useKeptFile } from './useKeptFile.ts';

type Plan = OutputFor<'build.previewForceUpdate'>;

const readPackage = (result: unknown) => packageFactsSchema.safeParse(result).data ?? null;

/** Sends the users of a replaced build to the store: which binaries, what they are told, and a last bundle for them. */
export function ForceUpdateDialog({
  record,
  onClose,
}: {
  readonly record: BuildRecord;
  readonly onClose: () => void;
}) {
  const { build } = record;
  const bundle = useKeptFile('codepush.inspect', readPackage);
  const [description, setDescription] = useState('');
  const [reason, setReason] = useState('');
  const packageHash = bundle.step.at === 'kept' ? bundle.step.kept.packageHash : null;
  const input = { id: build.id, packageHash, description };
  const preview = useCall('build.previewForceUpdate', input);
  const force = useAct('build.forceUpdate');
  const plan = preview.data;
  const onConfirm = async () => {
    try {
      await force.run({ ...input, reason: reason.trim() });
      onClose();
    } catch {
      // `force.error` says it in the dialog; the plan is shown as it is now.
      void preview.refetch();
    }
  };
  const refused = force.error ?? preview.error;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Force Update on build ${numberLabel(build.number)} of ${build.project}`}
      tier={build.tier}
      destructive
      rows={[
        ...planRows(plan),
        {
          label: 'A last bundle',
          note: 'if there is one',
          content: (
            <div className={classes.fields}>
              <div className={classes.wide}>
                <KeptFileField
                  label="Bundle that asks its users to update"
                  title="Drop a “please update” bundle here"
                  note="It is released to these binaries as mandatory, to all of them. Without one they only hear that a newer app exists."
                  step={bundle.step}
                  error={bundle.error}
                  words={(kept) => `${formatSize(kept.size)}, ${formatCount(kept.files)} files`}
                  onFile={bundle.take}
                  onForget={bundle.forget}
                />
              </div>
              {packageHash === null ? null : (
                <Textarea
                  className={classes.wide ?? ''}
                  label="Description"
                  autosize
                  minRows={1}
                  maxRows={4}
                  value={description}
                  onChange={(event) => setDescription(event.currentTarget.value)}
                />
              )}
            </div>
          ),
        },
      ]}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel={plan?.targetBinaryRange ? `Force ${plan.targetBinaryRange} to the store` : 'Force Update'}
      confirmIcon={IconFlag}
      blockedReason={plan?.refusal ? plan.refusal.message : plan ? null : 'Is being checked'}
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={force.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

function planRows(plan: Plan | undefined): ActionRow[] {
  if (!plan) return [];
  const rows: ActionRow[] = [];
  if (plan.targetBinaryRange !== null && plan.appVersion !== null) {
    rows.push(
      {
        label: 'Binaries',
        note: 'get no more releases',
        content: (
          <>
            Every app of version <Version value={plan.targetBinaryRange} strong />
          </>
        ),
      },
      {
        label: 'Are told',
        note: 'with each check',
        content: (
          <>
            A newer app is in the store: <Version value={plan.appVersion} strong />
            {plan.live ? (
              <span className={text.dim}> (build {numberLabel(plan.live.number)}, Live)</span>
            ) : null}
          </>
        ),
      },
    );
  }
  if (plan.channels.length > 0) {
    rows.push({
      label: 'Channels',
      note: 'whose answers change',
      content: plan.channels.map((channel) => (
        <ActionLine
          key={channel.id}
          icon={<IconDevices size={15} stroke={1.75} aria-hidden />}
          aside={`${formatCount(channel.devices)} devices known`}
        >
          {channel.name}
        </ActionLine>
      )),
    });
  }
  if (plan.release) {
    rows.push({
      label: 'Is released',
      note: 'mandatory, to all',
      content: (
        <>
          <Version value={plan.release.label} strong /> for <Version value={plan.release.targetBinaryRange} />
        </>
      ),
    });
  }
  const minds = [
    ...plan.superseded.map((label) => `The rollout of ${label} ends with it.`),
    ...plan.warnings,
  ];
  if (minds.length > 0) {
    rows.push({
      label: 'Mind',
      content: minds.map((sentence) => (
        <ActionLine
          key={sentence}
          icon={<IconAlertTriangle size={15} stroke={1.75} color="var(--sl-warn)" aria-hidden />}
        >
          {sentence}
        </ActionLine>
      )),
    });
  }
  return rows;
}
