import type { RollbackItem } from '#shared/features/environment/rollback-wire.ts';
import type { InputFor } from '../../../api/client.ts';
import { freezesBlock } from '../../../ui/Obstacles/overrides.ts';

/** What a person chose for one environment. */
export interface RollbackChoice {
  /** A deployment to go back to; null for what is preselected. */
  readonly targetId: number | null;
  readonly overridden: readonly number[];
  readonly cancelScheduled: readonly number[];
}

export const NO_CHOICE: RollbackChoice = { targetId: null, overridden: [], cancelScheduled: [] };

export interface RollbackForm {
  readonly projectId: number | null;
  readonly environmentIds: readonly number[];
  readonly choices: Readonly<Record<number, RollbackChoice>>;
}

type Input = InputFor<'environment.rollback'>;
type Plan = NonNullable<RollbackItem['plan']>;

/** A target by what one calls it. */
interface Target {
  readonly id: number;
  readonly label: string;
}

/**
 * The targets that stand by name: further back after a rollback, the way out of that rollback, the rule's own. `plan` is
 * the one of the rule. The first is preselected (spec/releases 2.6, "rollback twice").
 */
export function namedTargets({ targetId, version, walkBack, undo }: Plan): Target[] {
  const named = [
    ...(walkBack ? [{ id: walkBack.deploymentId, label: `Walk further back → ${walkBack.version}` }] : []),
    ...(undo ? [{ id: undo.deploymentId, label: `Undo rollback → ${undo.version}` }] : []),
  ];
  const own = named.some(({ id, label }) => id === targetId || label.endsWith(` → ${version}`));
  return own ? named : [...named, { id: targetId, label: `By the rule → ${version}` }];
}

/** The target that is taken when nobody chose one. */
export function preselected(plan: Plan): number {
  return plan.walkBack?.deploymentId ?? plan.targetId;
}

/** The question for the rule's own answer: no choice, nothing overridden. */
export function bareInput({ projectId, environmentIds }: RollbackForm): Input | null {
  if (projectId === null || environmentIds.length === 0) return null;
  return {
    items: environmentIds.map((environmentId) => ({ projectId, environmentId })),
    reason: null,
  };
}

/** The form as the command takes it; `bare` are the rule's own answers. Null while they are not known. */
export function rollbackInput(
  form: RollbackForm,
  bare: readonly RollbackItem[],
  reason: string | null,
): Input | null {
  const items = form.environmentIds.flatMap((environmentId) => {
    const item = bare.find((one) => one.environmentId === environmentId);
    if (!item || item.projectId !== form.projectId) return [];
    const { targetId, overridden, cancelScheduled } = form.choices[environmentId] ?? NO_CHOICE;
    const named = item.frozenBy.map(({ freezeId }) => freezeId).filter((id) => overridden.includes(id));
    return [
      {
        projectId: item.projectId,
        environmentId,
        targetId: targetId ?? (item.plan ? preselected(item.plan) : null),
        cancelScheduled: [...cancelScheduled],
        force: named.length > 0 ? { freezeIds: named, reason } : null,
      },
    ];
  });
  return items.length === form.environmentIds.length && items.length > 0 ? { items, reason } : null;
}

/** What keeps it from being done, as the words beside the button; null when nothing does. */
export function rollbackBlocked(
  form: RollbackForm,
  items: readonly RollbackItem[] | undefined,
): string | null {
  if (form.projectId === null) return 'Needs a project';
  if (form.environmentIds.length === 0) return 'Needs an environment';
  if (!items) return 'Being checked';
  const ticks = items.flatMap(({ environmentId, frozenBy }) => {
    const overridden = form.choices[environmentId]?.overridden ?? [];
    return frozenBy.map(({ freezeId }) => overridden.includes(freezeId));
  });
  const ticked = ticks.filter((isTicked) => isTicked);
  const refused = items.filter(({ plan }) => plan === null).length;
  if (refused > 0) {
    return items.length > 1 ? `${refused} of ${items.length} cannot be done` : 'Not possible like this';
  }
  if (ticked.length < ticks.length) return freezesBlock(ticks.length, ticked.length);
  return items.some(({ refusal }) => refusal !== null) ? 'Not possible like this' : null;
}

/** The form without an environment: the rest goes on, because somebody said so. */
export function withoutEnvironment(form: RollbackForm, environmentId: number): RollbackForm {
  return { ...form, environmentIds: form.environmentIds.filter((id) => id !== environmentId) };
}
