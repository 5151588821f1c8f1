import { Checkbox } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { RollbackItem } from '#shared/features/environment/acts.ts';
import { type OutputFor, useAct, useCall } from '../../../api/client.ts';
import { navigate } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ActionDialog, type ActionRow } from '../../../ui/ActionDialog.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Instant } from '../../../ui/time.tsx';
import { Version } from '../../../ui/Version.tsx';
import { lastProject } from '../lastProject.ts';
import { counted } from '../words.ts';
import classes from './Act.module.css';
import type { ReleaseAction } from './action.ts';
import { ProjectSelect } from './ProjectSelect.tsx';
import { Freezes, mindRow, refusedRow, Warnings, Word } from './planRows.tsx';
import { Because, Canceled, GoesAway, type PartProps, waitsWords } from './RollbackParts.tsx';
import {
  bareInput,
  NO_CHOICE,
  type RollbackChoice,
  type RollbackForm,
  rollbackBlocked,
  rollbackInput,
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
        whereRow(form, board, (environmentIds) => setForm((old) => ({ ...old, environmentIds }))),
        ...(only
          ? rowsOfOne(only, parts(only))
          : (known ?? []).map((item) => rowOfMany(item, parts(item), tierOf(item.environmentId)))),
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

function statesOf({ plan, environmentId }: RollbackItem, board: Board | undefined) {
  const running = board?.environments.find((one) => one.environmentId === environmentId)?.running;
  return {
    now: {
      label: 'Running now',
      version: plan?.fromVersion ?? running?.version ?? <Word>nothing</Word>,
      note: running ? (
        <>
          since <Instant at={running.since} form="clock" />
        </>
      ) : (
        'nothing runs there'
      ),
    },
    next: {
      label: 'Will run',
      version: plan ? plan.version : <Word>nothing to go back to</Word>,
      note: !plan
        ? 'no earlier success is left'
        : plan.version === plan.fromVersion
          ? 'deployed once more'
          : plan.replaced.isAbandoned
            ? `${plan.replaced.version} (#${plan.replaced.number}) is abandoned`
            : 'it ran there before',
    },
  };
}

/** Which environments of the project: the one that was asked for, and any other beside it. */
function whereRow(
  form: RollbackForm,
  board: Board | undefined,
  onChange: (environmentIds: readonly number[]) => void,
): ActionRow {
  const order = board?.environments ?? [];
  return {
    label: 'Where',
    note: 'in one go',
    content: (
      <Checkbox.Group
        aria-label="Environments to roll back"
        value={form.environmentIds.map(String)}
        onChange={(ids) =>
          onChange(
            order
              .map(({ environmentId }) => environmentId)
              .filter((environmentId) => ids.includes(String(environmentId))),
          )
        }
      >
        <div className={classes.chips}>
          {order.map(({ environmentId, name, tier, latest }) => (
            <Checkbox
              key={environmentId}
              size="xs"
              value={String(environmentId)}
              disabled={latest === null}
              label={<EnvironmentLabel name={name} tier={tier} />}
            />
          ))}
        </div>
      </Checkbox.Group>
    ),
  };
}

function rowsOfOne(item: RollbackItem, parts: PartProps | null): ActionRow[] {
  if (!item.plan || !parts) return [refusedRow(item.refusal ?? 'Nothing is left to go back to.')];
  const { plan } = item;
  const canceled = plan.cancels.length + plan.scheduled.length;
  return [
    { label: 'Because', note: 'the rule', content: <Because {...parts} /> },
    ...(plan.goesAway.length > 0
      ? [
          {
            label: 'Goes away',
            note: counted(plan.goesAway.length, 'version', 'versions'),
            content: <GoesAway plan={plan} />,
          },
        ]
      : []),
    ...(canceled > 0
      ? [
          {
            label: 'Is canceled',
            note: `${plan.cancels.length} active`,
            content: <Canceled {...parts} />,
          },
        ]
      : []),
    { label: 'Waits', content: waitsWords(plan, item.environment) },
    ...(item.frozenBy.length > 0
      ? [{ label: 'Freeze', note: 'in force', content: <ItemFreezes {...parts} /> }]
      : []),
    ...mindRow(plan.warnings),
  ];
}

function ItemFreezes({ item, choice, onChoice }: PartProps) {
  return (
    <Freezes
      frozenBy={item.frozenBy}
      overridden={choice.overridden}
      onChange={(overridden) => onChoice({ overridden })}
    />
  );
}

function rowOfMany(
  item: RollbackItem,
  parts: PartProps | null,
  tier: Board['environments'][number]['tier'] | undefined,
): ActionRow {
  const { plan } = item;
  return {
    label: item.environment,
    ...(tier ? { note: tier } : {}),
    content:
      plan && parts ? (
        <div className={classes.parts}>
          <div>
            <div className={classes.fromTo}>
              {plan.fromVersion === null ? 'nothing' : <Version value={plan.fromVersion} />}
              <span aria-hidden>→</span>
              <Version value={plan.version} strong />
            </div>
            <Because {...parts} />
          </div>
          {plan.cancels.length + plan.scheduled.length > 0 ? (
            <div>
              <Canceled {...parts} />
            </div>
          ) : null}
          {plan.waitsFor > 0 ? <p className={classes.said}>{waitsWords(plan, item.environment)}</p> : null}
          {item.frozenBy.length > 0 ? (
            <div>
              <ItemFreezes {...parts} />
            </div>
          ) : null}
          {plan.warnings.length > 0 ? (
            <div>
              <Warnings warnings={plan.warnings} />
            </div>
          ) : null}
        </div>
      ) : (
        refusedRow(item.refusal ?? 'Nothing is left to go back to.').content
      ),
  };
}
