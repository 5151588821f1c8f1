import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError, notFound } from '#shared/errors.ts';
import { toldAction } from '#shared/features/action/told.ts';
import type { workflowContract } from '#shared/features/workflow/contract.ts';
import type { WorkflowStep } from '#shared/features/workflow/model.ts';
import { isAction, judgeSteps, stepKindWords } from '#shared/features/workflow/rules.ts';
import type { Ctx } from '../../context.ts';
import { workflowHash } from './trust.ts';

type Contract = typeof workflowContract;
type Place = ParsedInputOf<Contract['get']>;

/** Names of a place, and how an entry of the log names its workflow. @throws not_found. */
export function describePlace({ stores }: Ctx, { projectId, environmentId }: Place) {
  const project = stores.project.get(projectId);
  if (!project) throw notFound('project', projectId);
  const environment = environmentId === null ? null : stores.environment.get(environmentId);
  if (environment === undefined) throw notFound('environment', environmentId ?? 0);
  const label = environment ? `${project.name} in ${environment.name}` : `${project.name}’s builds`;
  return {
    place: { projectUid: project.uid, environmentUid: environment?.uid ?? null },
    entry: {
      object: { uid: environment?.uid ?? project.uid, label },
      project: project.name,
      environment: environment?.name ?? null,
    },
  };
}

/** Steps as the log tells them: never a value that could be a secret. */
function inWords(steps: readonly WorkflowStep[] | null) {
  return steps && { steps: steps.map((step) => `${step.name}: ${wordsOf(step)}`) };
}

function wordsOf(step: WorkflowStep): string {
  if (isAction(step)) return toldAction(step);
  return step.kind === 'wait' ? `wait ${step.seconds} s` : stepKindWords[step.kind];
}

/**
 * Sets the workflow of a place, or takes it away. Runs that are open keep the steps they began with.
 * @throws not_found; invalid_input naming each field that does not fit.
 */
export function putWorkflow(
  ctx: Ctx,
  { steps, reason, ...place }: ParsedInputOf<Contract['put']>,
): OutputOf<Contract['put']> {
  const { stores } = ctx;
  const { entry } = describePlace(ctx, place);
  const [first, ...others] = steps ? judgeSteps(steps) : [];
  if (first) {
    throw new AppError('invalid_input', `${first.message} (${first.field}) Nothing was changed.`, {
      hint: 'Correct the fields that are named.',
      fields: [first, ...others],
    });
  }
  const before = stores.workflow.at(place.projectId, place.environmentId);
  if (steps) stores.workflow.put(ctx.uid(), place, steps, ctx.now());
  else stores.workflow.remove(place.projectId, place.environmentId);
  ctx.changed('workflow', 0, {
    verb: steps ? 'workflow.put' : 'workflow.remove',
    ...entry,
    reason,
    before: inWords(before?.steps ?? null),
    after: inWords(steps),
  });
  return stores.workflow.at(place.projectId, place.environmentId);
}

/**
 * Notes that a person lets a machine run the workflow with this hash, or not any more.
 * @throws not_found; conflict when it is not the one that was read.
 */
export function noteTrust(
  ctx: Ctx,
  { hash, trusted, ...at }: ParsedInputOf<Contract['noteTrust']>,
): OutputOf<Contract['noteTrust']> {
  const { place, entry } = describePlace(ctx, at);
  const found = ctx.stores.workflow.at(at.projectId, at.environmentId);
  if (!found || workflowHash(place, found.steps) !== hash) {
    const { project, environment } = entry;
    const named = environment === null ? { project } : { project, environment };
    throw new AppError('conflict', 'The workflow has changed since it was read. Nothing was trusted.', {
      hint: 'Read it as it is now, then trust it.',
      object: { noun: 'workflow', id: entry.object.uid, label: entry.object.label, ...named },
    });
  }
  ctx.changed('workflow', 0, {
    verb: trusted ? 'workflow.trust' : 'workflow.distrust',
    ...entry,
    after: { trusted, ...inWords(found.steps) },
  });
  return { hash, trusted };
}

/** Notes that a machine keeps a secret, by its name, never by its value. @throws not_found. */
export function noteSecret(
  ctx: Ctx,
  { projectId, slot, held }: ParsedInputOf<Contract['noteSecret']>,
): OutputOf<Contract['noteSecret']> {
  const { entry } = describePlace(ctx, { projectId, environmentId: null });
  ctx.changed('workflow', 0, {
    verb: held ? 'workflow.setSecret' : 'workflow.forgetSecret',
    ...entry,
    object: { ...entry.object, label: entry.project },
    after: { secret: slot, kept: held },
  });
  return { slot, kept: held };
}
