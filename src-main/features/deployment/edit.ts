import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import type { Ctx } from '../../context.ts';
import { readDeployment, rowOf } from './read.ts';

type Of = typeof deploymentContract;

/** Changes notes or metadata; what happened is never edited. */
export function editDeployment(ctx: Ctx, input: ParsedInputOf<Of['edit']>): OutputOf<Of['edit']> {
  const { stores } = ctx;
  const before = stores.deployment.detail(input.id);
  if (!before) throw notFound('deployment', input.id);
  const row = rowOf(ctx, input.id);
  const old = {
    notes: before.notes,
    metadata: before.metadata === null ? {} : (JSON.parse(before.metadata) as object),
  };
  const next = {
    notes: input.notes === undefined ? old.notes : input.notes,
    metadata: input.metadata ?? old.metadata,
  };
  stores.deployment.setNotes(
    input.id,
    next.notes,
    Object.keys(next.metadata).length === 0 ? null : JSON.stringify(next.metadata),
  );
  stores.search.refresh(input.id);
  ctx.changed('deployment', input.id, {
    verb: 'deployment.edit',
    object: { uid: row.uid, label: `#${row.number} ${row.version}` },
    project: row.project,
    environment: row.environment,
    before: old,
    after: next,
  });
  return readDeployment(ctx, { id: input.id });
}

/** Adds what a pipeline reports of the current attempt. A step is known by its name. */
export function reportDeployment(ctx: Ctx, input: ParsedInputOf<Of['report']>): OutputOf<Of['report']> {
  const { stores } = ctx;
  const row = rowOf(ctx, input.id);
  for (const step of input.steps) stores.parts.putStep(input.id, row.attempt, step);
  for (const issue of input.issues) stores.parts.addIssue(input.id, issue, ctx.now());
  for (const artifact of input.artifacts) stores.parts.addArtifact(input.id, artifact);
  ctx.changed('deployment', input.id, {
    verb: 'deployment.report',
    object: { uid: row.uid, label: `#${row.number} ${row.version}` },
    project: row.project,
    environment: row.environment,
    after: {
      steps: input.steps.map(({ name, status }) => ({ name, status })),
      issues: input.issues.map(({ title }) => title),
      artifacts: input.artifacts.map(({ name }) => name),
    },
  });
  return readDeployment(ctx, { id: input.id });
}
