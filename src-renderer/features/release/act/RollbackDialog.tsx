import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import { formatAge, formatDuration } from '#shared/time.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog } from '../../../ui/ActionDialog.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Sha } from '../../../ui/Sha.tsx';
import { Instant, useNow } from '../../../ui/time.tsx';
import { lastProject } from '../lastProject.ts';
import { counted } from '../words.ts';
import type { ReleaseAction } from './action.ts';
import { useCommitsAway } from './GoesAway.tsx';
import { ProjectSelect } from './ProjectSelect.tsx';
import { Word } from './planRows.tsx';
import type { PartProps } from './RollbackParts.tsx';
import { rowOfMany, rowsOfOne, whereRow } from './RollbackRows.tsx';
import {
  bareInput,
  NO_CHOICE,
  type RollbackChoice,
  type RollbackForm,
  rollbackBlocked,
  rollbackInput,
  withoutEnvironment,
} from './rollbackForm.ts';

type Board = OutputFor<'release.board'>;

/** Rolls back one environment or several in one preview: where to and by which rule, what goes away, what is canceled. */
export function RollbackDialog({
  start,
  onClose,
}: {
  readonly start: ReleaseAction & { readonly act: 'rollback' };
  readonly onClose: () => void;
}) {
  const rollback = useAct('environment.rollback');
  const [reason, setReason] = useState('');
  const [form, setForm] = useState<RollbackForm>(() => {
    const [only] = start.environmentIds;
    const choice = start.targetId === undefined ? {} : { targetId: start.targetId };
    return {
      projectId: start.projectId ?? lastProject(),
      environmentIds: start.environmentIds,
      choices: only === undefined ? {} : { [only]: { ...NO_CHOICE, ...choice } },
    };
  });
  const { projectId } = form;
  // Asked of one environment, the question is that one; the others stand below as a way to take them along.
  const [asksOfOne] = start.environmentIds.length === 1 ? start.environmentIds : [];
  const board = useCall('release.board', { projectId: projectId ?? 0 }, { enabled: projectId !== null }).data;
  const asked = bareInput(form);
  const bare = useCall('environment.previewRollback', asked ?? { items: [] }, { enabled: asked !== null });
  const rules = asked ? (bare.data?.items ?? []) : [];
  const input = asked && rollbackInput(form, rules, null);
  const preview = useCall('environment.previewRollback', input ?? { items: [] }, { enabled: input !== null });
  const items = input
    ? preview.data?.items.filter(({ environmentId }) => form.environmentIds.includes(environmentId))
    : undefined;
  const known = items?.length === form.environmentIds.length ? items : undefined;
  const [only] = known?.length === 1 ? known : [];
  const commits = useCommitsAway(only);
  const tierOf = (id: number) => board?.environments.find((one) => one.environmentId === id)?.tier;
  const production = form.environmentIds.some((id) => tierOf(id) === 'production');
  const undoes = only?.plan?.branch === 'undo';

  const onConfirm = async () => {
    const decided = rollbackInput(form, rules, reason.trim() || null);
    if (!decided) return;
    try {
      const made = await rollback.run(decided);
      onClose();
      const [row] = made.length === 1 ? made : [];
      if (row) navigate(pathTo.deployment(row.id));
    } catch {
      // `rollback.error` says it in the dialog; the plan is shown as it is now.
      void bare.refetch();
      void preview.refetch();
    }
  };
  const onChoice = (environmentId: number) => (changes: Partial<RollbackChoice>) =>
    setForm((old) => ({
      ...old,
      choices: {
        ...old.choices,
        [environmentId]: { ...(old.choices[environmentId] ?? NO_CHOICE), ...changes },
      },
    }));
  const parts = (item: RollbackItem): PartProps | null => {
    const rule = rules.find(({ environmentId }) => environmentId === item.environmentId)?.plan;
    if (!rule) return null;
    const choice = form.choices[item.environmentId] ?? NO_CHOICE;
    return { item, rule, choice, onChoice: onChoice(item.environmentId) };
  };
  const place =
    form.environmentIds.length === 0
      ? 'environments'
      : only
        ? only.environment
        : counted(form.environmentIds.length, 'environment', 'environments');
  const project = known?.[0]?.project;
  const fixed = form.environmentIds.find((id) => id === asksOfOne) ?? null;
  const where = whereRow(form, board, fixed, (environmentIds) =>
    setForm((old) => ({ ...old, environmentIds })),
  );
  const refused = rollback.error ?? (asked ? (bare.error ?? preview.error) : null);
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={`${undoes ? 'Undo the rollback of' : 'Roll back'}${project === undefined ? '' : ` ${project} in`} ${place}`}
      {...(production
        ? { tier: 'production' as const }
        : only && tierOf(only.environmentId)
          ? { tier: tierOf(only.environmentId) ?? 'development' }
          : {})}
      {...(only ? statesOf(only, board) : {})}
      rows={[
        ...(start.projectId === null
          ? [
              {
                label: 'Of',
                content: (
                  <ProjectSelect
                    value={projectId}
                    onValue={(id) => setForm({ projectId: id, environmentIds: [], choices: {} })}
                  />
                ),
              },
            ]
          : []),
        ...(asksOfOne === undefined ? where : []),
        ...(only
          ? rowsOfOne(only, parts(only), commits)
          : (known ?? []).map((item) =>
              rowOfMany(item, parts(item), tierOf(item.environmentId), () =>
                setForm((old) => withoutEnvironment(old, item.environmentId)),
              ),
            )),
        ...(asksOfOne === undefined || (only && !only.plan) ? [] : where),
      ]}
      reason={{ required: true, value: reason, onChange: setReason }}
      confirmLabel={undoes ? `Undo rollback in ${place}` : `Roll back ${place}`}
      confirmIcon={IconArrowBackUp}
      destructive
      blockedReason={rollbackBlocked(form, known)}
      {...(preview.data ? { checkedAt: preview.data.checkedAt } : {})}
      busy={rollback.busy}
      error={refused ? <ErrorText error={refused} icon={false} /> : null}
      onConfirm={() => void onConfirm()}
    />
  );
}

/** What runs and what will, each with its commit and how long. */
function statesOf({ plan, environmentId }: RollbackItem, board: Board | undefined) {
  const running = board?.environments.find((one) => one.environmentId === environmentId)?.running;
  const since = plan?.running?.since ?? running?.since ?? null;
  return {
    now: {
      label: 'Running now',
      version: plan?.fromVersion ?? running?.version ?? <Word>nothing</Word>,
      note:
        since === null ? (
          'nothing runs there'
        ) : (
          <RunsSince sha={plan?.running?.commitSha ?? null} at={since} />
        ),
    },
    next: {
      label: 'Will run',
      version: plan ? plan.version : <Word>nothing to go back to</Word>,
      note: plan ? <Fared plan={plan} /> : 'no earlier success is left',
    },
  };
}

/** `c07e5f1 since 11:22, 3h 10m`. */
function RunsSince({ sha, at }: { readonly sha: string | null; readonly at: number }) {
  const age = formatAge(useNow(60_000) - at);
  return (
    <>
      {sha === null ? null : <Sha value={sha} />} since <Instant at={at} form="clock" />
      {age === '' ? null : `, ${age}`}
    </>
  );
}

/** `5d20b8a ran 18h 31m, no failures`, or why that is not what matters. */
function Fared({ plan }: { readonly plan: NonNullable<RollbackItem['plan']> }) {
  const { target, version, fromVersion } = plan;
  const words =
    version === fromVersion
      ? 'deployed once more'
      : `ran ${formatDuration(target.ranMs)}, ${target.failures === 0 ? 'no failures' : counted(target.failures, 'failure', 'failures')}`;
  return (
    <>
      {target.commitSha === null ? null : <Sha value={target.commitSha} />} {words}
    </>
  );
}
