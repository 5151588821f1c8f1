import { useDebouncedValue } from '@mantine/hooks';
import { IconPencil, IconStairsUp } from '@tabler/icons-react';
import { useState } from 'react';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { reachedAt } from '../release/steps.ts';
import { standingLooks, standingOf } from '../standing.ts';
import { channelTitle, devicesWords } from '../words.ts';
import classes from './Act.module.css';
import { changesOf, type EditForm, editFormOf } from './editForm.ts';
import { blockedBy, planRows, Word } from './planRows.tsx';
import { RolloutField } from './RolloutField.tsx';
import { DescriptionField, RangeAndFlags } from './TraitFields.tsx';

type Detail = OutputFor<'codepush.get'>;

/** Raises a rollout or changes what a release says of itself, as a whole or not at all. */
export function EditDialog({
  deploymentId,
  rollout,
  onClose,
}: {
  readonly deploymentId: number;
  /** The percentage to begin with. */
  readonly rollout: number | undefined;
  readonly onClose: () => void;
}) {
  const { data } = useCall('codepush.get', { deploymentId }, { keepPrevious: false });
  return data ? <EditRelease detail={data} rollout={rollout} onClose={onClose} /> : null;
}

function EditRelease({
  detail: { channel, release },
  rollout,
  onClose,
}: {
  readonly detail: Detail;
  readonly rollout: number | undefined;
  readonly onClose: () => void;
}) {
  const edit = useAct('codepush.edit');
  const [form, setForm] = useState<EditForm>(() => editFormOf(release, rollout));
  const [reason, setReason] = useState('');
  const set = (changes: Partial<EditForm>) => setForm((old) => ({ ...old, ...changes }));
  const changes = changesOf(release, form);
  const [settled] = useDebouncedValue(changes, 100);
  const input = { deploymentId: release.deploymentId, ...settled };
  const preview = useCall('codepush.previewEdit', input);
  const projection = useCall('codepush.projection', { channelId: channel.id, label: release.label }).data;
  const raises = changes.rollout !== null;
  const only = raises && Object.values(changes).filter((value) => value !== null).length === 1;
  const nothing = Object.values(changes).every((value) => value === null);
  const production = channel.target === 'production';
  const open = standingOf(release) === 'rolling_out' || standingOf(release) === 'halted';
  const then = preview.data?.release ?? release;

  const onConfirm = async () => {
    try {
      await edit.run({ deploymentId: release.deploymentId, ...changes, reason: reason.trim() || null });
      onClose();
    } catch {
      // `edit.error` says it in the dialog; the plan is shown as it is now.
      void preview.refetch();
    }
  };
  const stands = (one: typeof release | typeof then) =>
    [
      standingLooks[standingOf(one)].label,
      one.isMandatory ? 'mandatory' : 'optional',
      projection ? `lets in ${devicesWords(reachedAt(projection.reached, one.rollout))}` : null,
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${only ? 'Raise' : 'Edit'} ${release.label} of ${channelTitle(channel)}`}
      tier={channel.target}
      now={{ label: 'Now', version: <Word>{formatPercent(release.rollout)}</Word>, note: stands(release) }}
      next={{ label: 'Will be', version: <Word>{formatPercent(form.rollout)}</Word>, note: stands(then) }}
      rows={[
        ...(open
          ? [
              {
                label: 'Rollout',
                note: 'only grows',
                content: (
                  <RolloutField
                    value={form.rollout}
                    onChange={(value) => set({ rollout: value })}
                    policy={channel.selection}
                    projection={projection}
                    least={release.rollout}
                  />
                ),
              },
            ]
          : []),
        fieldsRow(form, set, release.description),
        ...planRows(nothing ? undefined : preview.data),
      ]}
      reason={{ required: production, value: reason, onChange: setReason }}
      confirmLabel={
        only
          ? `Raise to ${formatPercent(form.rollout)} in ${channel.name}`
          : `Save ${release.label} in ${channel.name}`
      }
      confirmIcon={only ? IconStairsUp : IconPencil}
      blockedReason={nothing ? 'Nothing is changed yet' : blockedBy(preview.data)}
      {...(preview.data ? { checkedAt: preview.data.checkedAt } : {})}
      busy={edit.busy}
      error={
        edit.error || preview.error ? <ErrorText error={edit.error ?? preview.error} icon={false} /> : null
      }
      onConfirm={() => void onConfirm()}
    />
  );
}

function fieldsRow(form: EditForm, set: (changes: Partial<EditForm>) => void, before: string): ActionRow {
  return {
    label: 'The release',
    note: 'what it says of itself',
    content: (
      <div className={classes.fields}>
        <RangeAndFlags form={form} onForm={set} />
        <DescriptionField
          value={form.description}
          hint={form.description === '' && before !== '' ? 'Left empty, it stays as it was.' : undefined}
          onValue={(description) => set({ description })}
        />
      </div>
    ),
  };
}
