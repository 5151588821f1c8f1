import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowUpRight } from '@tabler/icons-react';
import { useState } from 'react';
import { osLabels } from '#shared/features/build/model.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { standingLooks, standingOf } from '../standing.ts';
import { channelTitle } from '../words.ts';
import classes from './Act.module.css';
import { ask } from './open.ts';
import { blockedBy, planRows, Word } from './planRows.tsx';
import { RolloutField } from './RolloutField.tsx';
import { RangeAndFlags } from './TraitFields.tsx';

type Detail = OutputFor<'codepush.get'>;

interface PromoteForm {
  /** Never copied from the source, so a person has to say it. */
  readonly rollout: number | null;
  readonly targetBinaryRange: string;
  readonly isMandatory: boolean;
  readonly isDisabled: boolean;
}

/** Takes a staging release to the production channel of its app. */
export function PromoteDialog({
  deploymentId,
  onClose,
}: {
  readonly deploymentId: number;
  readonly onClose: () => void;
}) {
  const { data } = useCall('codepush.get', { deploymentId }, { keepPrevious: false });
  return data ? <Promote detail={data} onClose={onClose} /> : null;
}

function Promote({ detail, onClose }: { readonly detail: Detail; readonly onClose: () => void }) {
  const { channel: source, release } = detail;
  const promote = useAct('codepush.promote');
  const [form, setForm] = useState<PromoteForm>({
    rollout: null,
    targetBinaryRange: release.targetBinaryRange,
    isMandatory: release.isMandatory,
    isDisabled: release.isDisabled,
  });
  const [reason, setReason] = useState('');
  const set = (changes: Partial<PromoteForm>) => setForm((old) => ({ ...old, ...changes }));
  const [settled] = useDebouncedValue(form, 100);
  const input = (values: PromoteForm) => ({
    deploymentId: release.deploymentId,
    ...values,
    targetBinaryRange: values.targetBinaryRange.trim(),
  });
  const preview = useCall('codepush.previewPromote', input(settled));
  const plan = preview.data;
  const destination = plan?.destination ?? null;
  const newest = useCall('codepush.channels', { projectId: source.projectId }).data?.find(
    ({ id }) => id === destination?.id,
  )?.newest;
  const label = plan?.release?.label ?? null;
  const projection = useCall(
    'codepush.projection',
    { channelId: destination?.id ?? 0, label },
    { enabled: destination !== null && label !== null },
  ).data;

  const onConfirm = async () => {
    try {
      const made = await promote.run({ ...input(form), reason: reason.trim() || null });
      onClose();
      navigate(pathTo.codePush(made.release.deploymentId));
    } catch {
      void preview.refetch();
    }
  };
  const place = destination ? channelTitle(destination) : 'production';
  const rows: ActionRow[] = [
    ...(destination
      ? [
          {
            label: 'Rollout',
            note: 'never copied',
            content: (
              <RolloutField
                value={form.rollout}
                onChange={(rollout) => set({ rollout })}
                policy={destination.selection}
                projection={projection}
              />
            ),
          },
        ]
      : []),
    {
      label: 'The copy',
      note: `of ${release.label}`,
      content: (
        <div className={classes.fields}>
          <RangeAndFlags form={form} onForm={set} />
        </div>
      ),
    },
    // That some failed is one of the plan's own warnings; that nobody did is worth knowing too.
    ...(plan && destination && !plan.refusal && plan.failedDevices === 0
      ? [{ label: 'Failed before', note: 'on these contents', content: `No device of ${place} has.` }]
      : []),
    ...planRows(plan, newest ? [newest] : []),
    ...(plan && !destination
      ? [
          {
            label: 'First',
            content: (
              <ActionButton
                label="Open a production channel"
                size="xs"
                onClick={() =>
                  ask({
                    act: 'openChannel',
                    projectId: source.projectId,
                    os: source.os,
                    target: 'production',
                  })
                }
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`Promote ${release.label} to ${place}`}
      tier="production"
      now={{
        label: `${destination?.name ?? 'Production'} now`,
        version: newest?.label ?? <Word>nothing</Word>,
        note: newest
          ? `for ${newest.targetBinaryRange}, ${standingLooks[standingOf(newest)].label} at ${formatPercent(newest.rollout)}`
          : 'no release yet',
      }}
      next={{
        label: 'Will be',
        version: label ?? <Word>not possible</Word>,
        note: `${release.label} of ${source.name} for ${form.targetBinaryRange}${form.rollout === null ? '' : `, at ${formatPercent(form.rollout)}`}`,
      }}
      rows={rows}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel={`Promote to ${destination ? `${osLabels[destination.os]} ${destination.name}` : 'production'}`}
      confirmIcon={IconArrowUpRight}
      blockedReason={blockedBy(plan) ?? (form.rollout === null ? 'Choose the rollout' : null)}
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={promote.busy}
      error={
        promote.error || preview.error ? (
          <ErrorText error={promote.error ?? preview.error} icon={false} />
        ) : null
      }
      onConfirm={() => void onConfirm()}
    />
  );
}
