import type { OutputOf } from '#shared/contract/define.ts';
import { notFound } from '#shared/errors.ts';
import type { CutInput, candidateContract } from '#shared/features/candidate/contract.ts';
import { type Cut, type CutPlan, cutWarningWords, planCut, readCut } from '#shared/features/candidate/cut.ts';
import { lintWords } from '#shared/features/candidate/grammar.ts';
import type { Candidate } from '#shared/features/candidate/model.ts';
import type { Project } from '#shared/features/project/model.ts';
import type { Release } from '#shared/features/release/model.ts';
import type { Ctx } from '../../context.ts';
import { insertRelease } from '../release/engine.ts';
import { openRun } from '../workflow/runs.ts';

type Contract = typeof candidateContract;

interface Decided {
  readonly project: Project;
  readonly cut: Cut;
  readonly plan: CutPlan;
  readonly release: Release | null;
}

/** The action and its preview decide alike. @throws as `readCut` and `planCut`. */
function decide({ stores }: Ctx, input: CutInput): Decided {
  const cut = readCut(input);
  const project = stores.project.get(input.projectId);
  const release = project ? (stores.release.byVersion(project.id, cut.release) ?? null) : null;
  const named = project ? (stores.release.byVersion(project.id, cut.version) ?? null) : null;
  const plan = planCut(
    cut,
    {
      project: project
        ? { ...project, hasBuildWorkflow: stores.workflow.at(project.id, null) !== null }
        : null,
      release: release && {
        commitSha: release.commitSha,
        candidates: stores.candidate.ofRelease(release.id),
      },
      named: named && { commitSha: named.commitSha, blockedReason: stores.release.blocked(named.id) },
    },
    { claimed: input.claimed, build: input.build },
  );
  if (!project) throw new Error('a cut that was planned has a project');
  return { project, cut, plan, release };
}

/** A version's row, bare; a deployment may have named it before anybody cut it. */
function versionRow(
  ctx: Ctx,
  project: Project,
  version: string,
  commitSha: string | null,
  notes: string | null,
) {
  const known = ctx.stores.release.byVersion(project.id, version);
  if (known) return known;
  return insertRelease(
    ctx,
    project,
    {
      uid: ctx.uid(),
      projectId: project.id,
      version,
      name: null,
      notes,
      commitSha,
      branch: null,
      channel: null,
      url: null,
      author: ctx.caller.name,
      publishedAt: ctx.now(),
      recordedAt: ctx.now(),
    },
    null,
  );
}

/** The rows of a new candidate, of its release when it is the first, and what it takes the place of. */
function writeCut(
  ctx: Ctx,
  { project, cut, plan }: Decided & { readonly plan: CutPlan & { kind: 'cut' } },
  notes: string | null,
  baseId: number | null,
): Candidate {
  const { stores } = ctx;
  const release = versionRow(ctx, project, cut.release, plan.commitSha, notes);
  if (plan.isNewRelease) stores.release.setStands(release.id, false);
  else {
    stores.release.update({
      ...release,
      commitSha: plan.releaseCommit ?? release.commitSha,
      notes: notes ?? release.notes,
    });
  }
  const row = versionRow(ctx, project, cut.version, plan.commitSha, null);
  if (!plan.isNewVersion) {
    const author = row.author ?? ctx.caller.name;
    stores.release.update({ ...row, author, commitSha: plan.commitSha });
  }
  stores.candidate.insert({
    id: row.id,
    releaseId: release.id,
    number: cut.number,
    build: plan.build,
    baseId,
  });
  if (!plan.isSuperseded) stores.candidate.supersede(release.id, cut.number, ctx.now());
  else stores.candidate.supersedeOne(row.id, ctx.now());
  stores.matrix.refreshDrift(project.id);
  const candidate = stores.candidate.get(row.id);
  if (!candidate) throw new Error('a candidate that was just cut is there');
  return candidate;
}

/**
 * Makes a candidate of a commit (spec/releases 2.1). The same candidate of the same commit makes nothing and is noted.
 * @throws as `readCut` and `planCut`.
 */
export function cutCandidate(ctx: Ctx, input: CutInput, baseId: number | null = null): Candidate {
  const { stores } = ctx;
  const decided = decide(ctx, input);
  const { project, cut, plan } = decided;
  const about = (candidate: Candidate) => ({
    object: { uid: candidate.uid, label: `${project.name} ${cut.version}` },
    project: project.name,
    reason: input.reason,
  });
  if (plan.kind === 'replay') {
    const known = stores.candidate.get(plan.candidateId);
    if (!known) throw notFound('release', plan.candidateId);
    ctx.noted('release', { verb: 'candidate.replay', ...about(known) });
    return known;
  }
  const candidate = writeCut(ctx, { ...decided, plan }, input.notes, baseId);
  ctx.changed('release', candidate.id, {
    verb: 'candidate.cut',
    ...about(candidate),
    after: { version: cut.version, commitSha: plan.commitSha, build: plan.build },
  });
  const workflow = plan.build === 'pending' ? stores.workflow.at(project.id, null) : null;
  if (workflow) {
    openRun(ctx, { kind: 'candidate', id: candidate.id, projectId: project.id, attempt: 1 }, workflow);
  }
  return candidate;
}

/** What a cut would make. The same plan as the act, and no write. */
export function previewCut(ctx: Ctx, input: CutInput): OutputOf<Contract['previewCut']> {
  const { cut, plan, release } = decide(ctx, input);
  const same = { release: cut.release, number: cut.number };
  if (plan.kind === 'replay') {
    return { kind: 'replay', ...same, isNewRelease: false, build: null, supersedes: [], warnings: [] };
  }
  const candidates = release ? ctx.stores.candidate.ofRelease(release.id) : [];
  return {
    kind: 'cut',
    ...same,
    isNewRelease: plan.isNewRelease,
    build: plan.build,
    supersedes: candidates.filter(({ id }) => plan.supersedes.includes(id)).map(({ version }) => version),
    warnings: [
      ...plan.lints.map((lint) => lintWords[lint]),
      ...plan.warnings.map((warning) => cutWarningWords[warning]),
    ],
  };
}
