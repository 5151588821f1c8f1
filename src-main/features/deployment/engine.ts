import type { deploymentContract } from '#shared/features/deployment/contract.ts';
import type { Handlers } from '../../handlers.ts';
import { moveAndRun, previewMoveAndRun } from '../environment/again.ts';
import { editDeployment, reportDeployment } from './edit.ts';
import { factsEngine } from './facts.ts';
import { countDeployments, countExactly, daysOf, listDeployments, locateInDay } from './query.ts';
import { readDeployment, rowOf } from './read.ts';
import { previewRecord, recordDeployment } from './record.ts';

export const deploymentEngine: Handlers<typeof deploymentContract> = {
  ...factsEngine,
  list: listDeployments,
  count: countDeployments,
  countExactly,
  days: daysOf,
  locate: locateInDay,
  get: (ctx, key) => readDeployment(ctx, key),
  history: ({ stores }, { projectId, environmentId, limit }) =>
    stores.deployment.history(projectId, environmentId, limit),
  record: (ctx, input) => rowOf(ctx, recordDeployment(ctx, input)),
  previewRecord,
  move: moveAndRun,
  previewMove: previewMoveAndRun,
  edit: editDeployment,
  report: reportDeployment,
};
