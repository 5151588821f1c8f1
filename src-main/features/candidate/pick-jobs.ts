import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAppError, notFound } from '#shared/errors.ts';
import { candidateVersion, nextNumber } from '#shared/features/candidate/grammar.ts';
import type { CherryPick, PickFailure } from '#shared/features/candidate/pick.ts';
import type { PickInput } from '#shared/features/candidate/pick-contract.ts';
import type { Project } from '#shared/features/project/model.ts';
import { findCommit, requireCommit } from '../../git/repository.ts';
import { keepInClone, openScratch, pickRef, type Scratch } from '../../git/scratch.ts';
import { Canceled, type JobDefinition, type JobTools } from '../../jobs/definition.ts';
import { whileWanted } from '../../jobs/signal.ts';
import { requireClone } from '../changelog/clone.ts';
import { bundleOf, findBundle } from './bundles.ts';
import { numbersOf } from './numbers.ts';
import type { OpenedPick, PickedOnto } from './pick-chunks.ts';
import { planPick, readPicked } from './pick-plan.ts';

const scratchOf = ({ folders, job }: JobTools) => join(folders.outgoing, `pick-${job.id}`);

/** The record of the pick: the one that a job which died had begun, else a new one by the plan. */
async function recordOf(
  tools: JobTools,
  project: Project,
  folder: string,
  input: PickInput,
  signal: AbortSignal,
): Promise<CherryPick> {
  const begun = tools.stores.pick.ofJob(tools.job.id, project.id);
  if (begun) return begun;
  const { sha, subject } = await readPicked(folder, input.commit, { signal });
  const plan = await planPick(tools.stores, folder, { ...input, project, sha }, { signal });
  const { reason } = input;
  const opened: OpenedPick = {
    projectId: project.id,
    jobId: tools.job.id,
    commitSha: sha,
    subject,
    reason,
    ...plan,
  };
  const id = await tools.write<number>('candidate.openPick', opened);
  const pick = tools.stores.pick.get(id);
  if (!pick) throw new Error('a pick that was just written is there');
  return pick;
}

interface Seat {
  readonly tools: JobTools;
  readonly input: PickInput;
  readonly project: Project;
  readonly folder: string;
  readonly scratch: Scratch;
  readonly pick: CherryPick;
}

/** A failure of one release leaves that release as it is, and the others go on. */
async function failed(
  { tools, pick }: Seat,
  releaseId: number,
  commitSha: string | null,
  failure: PickFailure,
): Promise<void> {
  await tools.write('candidate.pickFailed', { pickId: pick.id, releaseId, commitSha, failure });
}

/** What is picked onto: of the clone, or what Slipway itself made before. @throws not_found. */
async function tipOf({ tools, folder, scratch }: Seat, commit: string): Promise<string> {
  const inClone = await findCommit(folder, commit);
  const bundle = inClone === null ? findBundle(tools.folders, commit) : null;
  if (bundle === null) return inClone ?? requireCommit(folder, commit);
  await scratch.take(bundle);
  return commit;
}

/** Picks onto one release: the commit is kept where a person can get it before the candidate exists. */
async function pickOnto(seat: Seat, target: CherryPick['targets'][number]): Promise<void> {
  const { tools, input, project, folder, scratch, pick } = seat;
  const { stores } = tools;
  const { releaseId, fromId } = target;
  const from = await tipOf(seat, stores.release.get(fromId)?.commitSha ?? '');
  const end = await scratch.pick(pick.commitSha, from);
  switch (end.kind) {
    case 'contained':
      await tools.write('candidate.pickContained', { pickId: pick.id, releaseId });
      return;
    case 'conflict': {
      const files = end.conflicts.map(({ path, hunks }) => ({ path, hunks: [...hunks] }));
      const message = `${pick.commitSha.slice(0, 10)} conflicts with ${target.from}. The release was left as it is.`;
      await failed(seat, releaseId, null, { message, files });
      return;
    }
    case 'picked': {
      const number = nextNumber(numbersOf(stores, { projectId: project.id, version: target.release })) ?? 0;
      const version = candidateVersion(target.release, number);
      const file = bundleOf(tools.folders, project.name, version, end.sha);
      const ref = pickRef(version);
      await scratch.bundle(file, ref, end.sha);
      if (input.keepInClone) await keepInClone(folder, file, ref, end.sha);
      const told: PickedOnto = {
        pickId: pick.id,
        releaseId,
        version,
        commitSha: end.sha,
        build: input.build,
      };
      try {
        await tools.write('candidate.picked', told);
      } catch (error) {
        if (!isAppError(error)) throw error;
        // The commit is made and kept: a person can still accept it.
        await failed(seat, releaseId, end.sha, { message: error.message, files: [] });
      }
    }
  }
}

async function pickAll(seat: Seat): Promise<void> {
  const { tools, pick } = seat;
  const open = pick.targets.filter(({ state }) => state === 'in_progress');
  for (const [index, target] of open.entries()) {
    tools.checkCanceled();
    try {
      await pickOnto(seat, target);
    } catch (error) {
      if (error instanceof Canceled || !isAppError(error)) throw error;
      const message = [error.message, error.details.hint].filter(Boolean).join(' ');
      await failed(seat, target.releaseId, null, { message, files: [] });
    }
    await tools.progress(index + 1, open.length);
  }
}

async function run(tools: JobTools, input: PickInput): Promise<Record<string, unknown>> {
  const project = tools.stores.project.get(input.projectId);
  if (!project) throw notFound('project', input.projectId);
  const folder = await requireClone(tools.machine, project);
  const caller = (tools.job.input as { caller?: { name: string; email: string | null } }).caller;
  try {
    return await whileWanted(tools, async (signal) => {
      const pick = await recordOf(tools, project, folder, input, signal);
      const committer = { name: caller?.name || 'Slipway', email: caller?.email ?? null, at: tools.now() };
      const scratch = await openScratch(scratchOf(tools), folder, committer, signal);
      await pickAll({ tools, input, project, folder, scratch, pick });
      const ended = tools.stores.pick.get(pick.id)?.targets ?? [];
      const count = (state: string) => ended.filter((target) => target.state === state).length;
      return {
        pickId: pick.id,
        made: count('success'),
        failed: count('failure'),
        contained: count('contained'),
        // Beside the workspace, wherever that is.
        folder: basename(tools.folders.picks),
      };
    });
  } finally {
    rmSync(scratchOf(tools), { recursive: true, force: true });
  }
}

const pick: JobDefinition<PickInput> = {
  kind: 'pick',
  unit: 'releases',
  // What was made stays made; the releases that it had not come to are picked onto then.
  afterDeath: 'resume',
  async admit({ machine, stores }, { projectId }) {
    const project = stores.project.get(projectId);
    if (!project) throw notFound('project', projectId);
    await requireClone(machine, project);
  },
  open({ stores }, { projectId, commit, releaseId }) {
    const project = stores.project.get(projectId);
    const release = stores.release.get(releaseId);
    if (!project) throw notFound('project', projectId);
    return {
      title: `Pick ${commit.slice(0, 10)} onto ${project.name} ${release?.version ?? ''} and what is newer`,
    };
  },
  run,
  /** What it had not come to is said to be so, and can be resolved by hand. */
  async abandon(tools, { projectId }, why) {
    const begun = tools.stores.pick.ofJob(tools.job.id, projectId);
    const message =
      why === 'canceled'
        ? 'The pick was canceled before it came to this release. The release was left as it is.'
        : 'The pick ended before it came to this release. The release was left as it is.';
    for (const { state, releaseId } of begun?.targets ?? []) {
      if (state !== 'in_progress') continue;
      const failure: PickFailure = { message, files: [] };
      await tools.write('candidate.pickFailed', { pickId: begun?.id, releaseId, commitSha: null, failure });
    }
  },
};

export const pickJobs = { 'candidate.pick': pick };
