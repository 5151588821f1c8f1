import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { osLabels } from '#shared/features/build/model.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { formatPercent } from '../../../ui/numbers.ts';
import { standingLooks, standingOf } from '../standing.ts';
import { channelTitle } from '../words.ts';
import classes from './Act.module.css';
import { type BaselineChoice, BaselineField } from './BaselineField.tsx';
import { blockedBy, planRows, Word } from './planRows.tsx';
import { RolloutField } from './RolloutField.tsx';
import { type BackForm, type BackHow, backFault, backFormFor, backInput } from './rollbackForm.ts';
import { usePackage } from './usePackage.ts';

type History = OutputFor<'codepush.history'>;
type Row = History['rows'][number];

/** So many of the newest releases can be gone back to. */
const OFFERED = 100;

/** Goes back: to an older release, to older contents for other binaries, or to what the store gave out. */
export function RollbackDialog({
  channelId,
  label,
  how,
  onClose,
}: {
  readonly channelId: number;
  readonly label: string | null;
  readonly how: BackHow;
  readonly onClose: () => void;
}) {
  const { data } = useCall('codepush.history', { channelId, limit: OFFERED });
  return data ? <Known history={data} label={label} how={how} onClose={onClose} /> : null;
}

type KnownProps = Omit<Parameters<typeof RollBack>[0], 'choices'>;

/** Begins once it is known which builds have a baseline. */
function Known(props: KnownProps) {
  const { projectId, os, target } = props.history.channel;
  const { data } = useCall('build.ofChannel', { projectId, os, target, isWithBaseline: true });
  return data ? <RollBack {...props} choices={data} /> : null;
}

const ways: readonly { value: BackHow; label: string }[] = [
  { value: 'rollback', label: 'An older release' },
  { value: 'rerelease', label: 'Older contents, other binaries' },
  { value: 'baseline', label: 'The store binary' },
];

const because: Readonly<Record<BackHow, string>> = {
  rollback:
    'The contents of an older release for the same binaries become the newest release, for everybody. It ends an unfinished rollout.',
  rerelease:
    'The contents of an older release are released again for other binaries than they were for. Only do it where those binaries can run them.',
  baseline:
    'Clients cannot be told to drop a release, so they are given the bundle that their binary was built with, as a release of its own.',
};

function RollBack({
  history: { channel, rows: releases },
  choices,
  label,
  how,
  onClose,
}: {
  readonly history: History;
  /** The builds with a baseline. */
  readonly choices: readonly BaselineChoice[];
  readonly label: string | null;
  readonly how: BackHow;
  readonly onClose: () => void;
}) {
  const rollback = useAct('codepush.rollback');
  const found = usePackage();
  const [form, setForm] = useState<BackForm>(() =>
    backFormFor(
      releases,
      choices.map(({ build }) => build),
      label,
      how,
    ),
  );
  const [reason, setReason] = useState('');
  const set = (changes: Partial<BackForm>) => setForm((old) => ({ ...old, ...changes }));
  const facts = found.step.at === 'ready' ? found.step.facts : null;
  const fault = backFault(form, facts);
  const input = fault === null ? backInput(form, channel.id, facts) : null;
  const [settled] = useDebouncedValue(input, 100);
  const preview = useCall('codepush.previewRollback', settled ?? { how: 'rollback', channelId: channel.id }, {
    enabled: settled !== null,
  });
  const plan = input === null ? undefined : preview.data;
  const next = plan?.release ?? null;
  const projection = useCall(
    'codepush.projection',
    { channelId: channel.id, label: `v${channel.lastNumber + 1}` },
    { enabled: form.how === 'rerelease' },
  ).data;
  const newest = releases[0];
  const close = () => {
    found.stop();
    onClose();
  };
  const onConfirm = async () => {
    if (!input) return;
    try {
      const made = await rollback.run({ ...input, reason: reason.trim() || null });
      onClose();
      navigate(pathTo.codePush(made.release.deploymentId));
    } catch {
      void preview.refetch();
    }
  };
  const stands = (row: Pick<Row, 'targetBinaryRange' | 'rollout' | 'isDisabled' | 'superseded'>) =>
    `for ${row.targetBinaryRange}, ${standingLooks[standingOf(row)].label} at ${formatPercent(row.rollout)}`;
  const rows: ActionRow[] = [
    {
      label: 'Back to',
      content: (
        <>
          <SegmentedControl
            className={classes.how ?? ''}
            aria-label="What to go back to"
            data={[...ways]}
            value={form.how}
            onChange={(value) => set({ how: value as BackHow })}
          />
          <p className={classes.hint}>{because[form.how]}</p>
        </>
      ),
    },
    form.how === 'baseline'
      ? {
          label: 'Its bundle',
          note: 'as the build made it',
          content: (
            <BaselineField form={form} choices={choices} found={found} channel={channel} onForm={set} />
          ),
        }
      : olderRow(form, set, releases),
    ...(form.how === 'rerelease'
      ? [
          {
            label: 'Rollout',
            note: 'who gets it',
            content: (
              <RolloutField
                value={form.rollout}
                onChange={(rollout) => set({ rollout })}
                policy={channel.selection}
                projection={projection}
              />
            ),
          },
        ]
      : []),
    ...planRows(plan, releases),
  ];
  const refused = rollback.error ?? (input === null ? null : preview.error);
  return (
    <ActionDialog
      opened
      onClose={close}
      title={`Roll back ${channelTitle(channel)}`}
      tier={channel.target}
      now={{
        label: 'Newest now',
        version: newest?.label ?? <Word>nothing</Word>,
        note: newest ? stands(newest) : 'no release yet',
      }}
      next={{
        label: 'Will be',
        version: next?.label ?? <Word>{plan?.refusal ? 'not possible' : 'to be chosen'}</Word>,
        note: next
          ? `${form.how === 'baseline' ? 'the bundle of the store binary' : `the contents of ${next.originalLabel}`}, ${stands(next)}`
          : 'as the rules allow',
      }}
      rows={rows}
      reason={{ required: channel.target === 'production', value: reason, onChange: setReason }}
      confirmLabel={`Roll back ${osLabels[channel.os]} ${channel.name}`}
      confirmIcon={IconArrowBackUp}
      destructive
      blockedReason={fault ?? blockedBy(plan)}
      {...(plan ? { checkedAt: plan.checkedAt } : {})}
      busy={rollback.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

function olderRow(
  form: BackForm,
  set: (changes: Partial<BackForm>) => void,
  releases: readonly Row[],
): ActionRow {
  const older = form.how === 'rollback' ? releases.slice(1) : releases;
  return {
    label: 'Older release',
    note: form.how === 'rollback' ? 'for the same binaries' : 'its contents',
    content: (
      <div className={classes.fields}>
        <Select
          {...(form.how === 'rollback' ? { className: classes.wide ?? '' } : {})}
          label="Release"
          placeholder="Choose one"
          searchable
          data={older.map((row) => ({
            value: row.label,
            label: [
              `${row.label} for ${row.targetBinaryRange}`,
              standingLooks[standingOf(row)].label,
              row.description.slice(0, 60),
            ]
              .filter(Boolean)
              .join(', '),
          }))}
          value={form.label}
          onChange={(value) => set({ label: value })}
        />
        {form.how === 'rollback' ? null : (
          <TextInput
            label="For binaries"
            required
            value={form.targetBinaryRange}
            onChange={(event) => set({ targetBinaryRange: event.currentTarget.value })}
          />
        )}
      </div>
    ),
  };
}
