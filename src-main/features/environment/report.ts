import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { recordDeploymentSchema } from '#shared/features/deployment/contract.ts';
import { flagMask } from '#shared/features/deployment/model.ts';
import type { environmentActs } from '#shared/features/environment/acts.ts';
import { planReport } from '#shared/features/environment/report.ts';
import { refuse } from '#shared/features/release/refusals.ts';
import type { Ctx } from '../../context.ts';
import { moveDeployment } from '../deployment/move.ts';
import { recordDeployment } from '../deployment/record.ts';
import { frozenAt, requirePlace } from './place.ts';

type Acts = typeof environmentActs;

/**
 * Takes what a pipeline says of a candidate in an environment (spec/releases 2.4): makes the record, moves it, opens its
 * next attempt, or notes what changes nothing. Never refused for a freeze, never starts a workflow.
 * @throws as `requirePlace`; not_found, refusal `release`; illegal_transition by the record's own policy.
 */
export function report(ctx: Ctx, input: ParsedInputOf<Acts['report']>): OutputOf<Acts['report']> {
  const { stores } = ctx;
  const place = requirePlace(ctx, input);
  const { project, environment } = place;
  const version = stores.release.get(input.releaseId);
  if (version?.projectId !== project.id) throw refuse('release', `${project.name} has no such version.`);
  const states = stores.past
    .ofVersion(project.id, environment.id, version.id)
    .flatMap((id) => stores.deployment.state(id) ?? []);
  const frozen = frozenAt(ctx, place, ctx.now()).length > 0;
  const { status, errorMessage, policy, raw } = input;
  const plan = planReport(states, { version: version.version, status, errorMessage, frozen });
  switch (plan.kind) {
    case 'create': {
      const deploymentId = recordDeployment(
        ctx,
        recordDeploymentSchema.parse({
          projectId: project.id,
          environmentId: environment.id,
          version: version.version,
          commitSha: version.commitSha,
          status: plan.status,
          errorMessage: plan.errorMessage,
          flags: [...plan.flags],
          policy,
          ...(raw ? { raw } : {}),
        }),
      );
      return { kind: plan.kind, deploymentId };
    }
    case 'same':
      return { kind: plan.kind, deploymentId: plan.recordId };
    case 'ignored': {
      const state = stores.deployment.state(plan.recordId);
      ctx.noted('deployment', {
        verb: 'deployment.ignore',
        object: { uid: state?.uid ?? '', label: `#${state?.number} ${version.version}` },
        project: project.name,
        environment: environment.name,
        after: { reported: status, note: plan.note },
      });
      return { kind: plan.kind, deploymentId: plan.recordId };
    }
    default: {
      for (const to of plan.through) {
        moveDeployment(ctx, plan.recordId, to, { reason: null, errorMessage: plan.errorMessage });
      }
      if (plan.flags.length > 0) stores.deployment.addFlags(plan.recordId, flagMask(plan.flags));
      return { kind: plan.kind, deploymentId: plan.recordId };
    }
  }
}
