import { Checkbox } from '@mantine/core';
import type { RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import type { OutputFor } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import type { ActionRow } from '../../../ui/ActionDialog.tsx';
import { EnvironmentLabel } from '../../../ui/EnvironmentLabel.tsx';
import { Freezes, RefusedLine, refusedRow } from '../../../ui/Obstacles/Obstacles.tsx';
import { Version } from '../../../ui/Version.tsx';
import classes from './Act.module.css';
import { goesAwayRow } from './GoesAway.tsx';
import { mindRow } from './planRows.tsx';
import { Because, beginsWords, Canceled, type PartProps } from './RollbackParts.tsx';
import type { RollbackForm } from './rollbackForm.ts';
import { Warnings } from './Warnings.tsx';
import { WorkflowHere } from './WorkflowHere.tsx';

type Board = OutputFor<'release.board'>;
const NOTHING_LEFT = 'Nothing is left to go back to.';

/**
 * Which environments of the project, among those that anything was deployed to. `fixed` is the one that was asked for:
 * it stays, and the row is about what goes along with it.
 */
export function whereRow(
  form: RollbackForm,
  board: Board | undefined,
  fixed: number | null,
  onChange: (environmentIds: readonly number[]) => void,
): ActionRow[] {
  const order = (board?.environments ?? []).filter(({ latest }) => latest !== null);
  const offered = order.filter(({ environmentId }) => environmentId !== fixed);
  if (offered.length === 0) return [];
  return [
    {
      label: fixed === null ? 'Where' : 'As well',
      note: 'in one go',
      content: (
        <Checkbox.Group
          aria-label={fixed === null ? 'Environments to roll back' : 'Environments to roll back as well'}
          value={form.environmentIds.map(String)}
          onChange={(ids) =>
            onChange(
              order
                .map(({ environmentId }) => environmentId)
                .filter((id) => id === fixed || ids.includes(String(id))),
            )
          }
        >
          <div className={classes.chips}>
            {offered.map(({ environmentId, name, tier }) => (
              <Checkbox
                key={environmentId}
                size="xs"
                value={String(environmentId)}
                label={<EnvironmentLabel name={name} tier={tier} />}
              />
            ))}
          </div>
        </Checkbox.Group>
      ),
    },
  ];
}

const placeOf = ({ projectId, environmentId }: RollbackItem) => ({ projectId, environmentId });

/** Everything that a rollback of one environment is decided by. */
export function rowsOfOne(
  item: RollbackItem,
  parts: PartProps | null,
  commits: Parameters<typeof goesAwayRow>[1],
): ActionRow[] {
  if (!item.plan || !parts) return [refusedRow(item.refusal ?? NOTHING_LEFT)];
  const { plan } = item;
  return [
    { label: 'Because', note: 'the rule', content: <Because {...parts} /> },
    ...goesAwayRow(plan, commits),
    ...(plan.cancels.length + plan.scheduled.length > 0
      ? [
          {
            label: plan.cancels.length === 0 ? 'Scheduled' : 'Is canceled',
            ...(plan.cancels.length === 0 ? {} : { note: `${plan.cancels.length} active` }),
            content: <Canceled {...parts} />,
          },
        ]
      : []),
    {
      label: 'Begins',
      content: plan.hasWorkflow ? (
        <WorkflowHere {...placeOf(item)} says={beginsWords(plan, item.environment)} />
      ) : (
        beginsWords(plan, item.environment)
      ),
    },
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

/** One environment of several. What stands in its way alone is told here, with the way to go on without it. */
export function rowOfMany(
  item: RollbackItem,
  parts: PartProps | null,
  tier: Board['environments'][number]['tier'] | undefined,
  onLeaveOut: () => void,
): ActionRow {
  const { plan, environment } = item;
  const leaveOut = <ActionButton label={`Leave ${environment} out`} size="xs" onClick={onLeaveOut} />;
  return {
    label: environment,
    ...(tier ? { note: tier } : {}),
    content:
      plan && parts ? (
        <div className={classes.parts}>
          <div>
            <div className={classes.fromTo}>
              {plan.fromVersion === null ? 'nothing' : <Version value={plan.fromVersion} />}
              <span aria-hidden>→</span>
              <Version value={plan.version} strong />
              {item.frozenBy.length > 0 ? <span className={classes.leave}>{leaveOut}</span> : null}
            </div>
            <Because {...parts} />
          </div>
          {plan.goesAway.length > 0 ? (
            <p className={classes.said}>
              Goes away: {plan.goesAway.map(({ version }) => version).join(', ')}
            </p>
          ) : null}
          {plan.cancels.length + plan.scheduled.length > 0 ? (
            <div>
              <Canceled {...parts} />
            </div>
          ) : null}
          {plan.waitsFor > 0 ? <p className={classes.said}>{beginsWords(plan, environment)}</p> : null}
          {plan.hasWorkflow ? (
            <div>
              <WorkflowHere {...placeOf(item)} says={null} />
            </div>
          ) : null}
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
        <RefusedLine refusal={item.refusal ?? NOTHING_LEFT} aside={leaveOut} />
      ),
  };
}
