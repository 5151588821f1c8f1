import type { Change } from '#shared/contract/wire.ts';
import { isAppError } from '#shared/errors.ts';
import type { Machine } from '../actions/machine.ts';
import { SYSTEM } from '../context.ts';
import { unknownContents } from '../features/candidate/contents.ts';
import { placesToPromote } from '../features/environment/promote.ts';
import { neededBy } from '../features/workflow/follow.ts';
import type { Stores } from '../store/index.ts';
import type { Reader } from '../threads/reader.ts';
import type { Log, OnChanges, Workers } from '../threads/workers.ts';
import type { JobQueue } from './queue.ts';

interface Surroundings {
  readonly reader: Pick<Reader, 'stores'>;
  readonly jobs: Pick<JobQueue, 'start'>;
  readonly workers: Pick<Workers, 'chunk'>;
  readonly machine: Pick<Machine, 'isTrusted' | 'clone'>;
  readonly log: Log;
}

/** What follows from changes, and what goes on when a workspace is opened. */
export interface Followers {
  readonly follow: OnChanges;
  /** Begins or ends the runs that waited when the application ended. Opening a file promotes nothing. */
  takeUpRuns(): void;
}

/** The newest release of a channel, when no difference leads to it from the contents before it, which most devices have. */
function releaseWithoutDiffs({ codepush, package: packages }: Stores, channelId: number): string | null {
  const history = codepush.history(channelId);
  const newest = history.at(-1);
  const before = history.findLast(({ packageHash }) => packageHash !== newest?.packageHash);
  if (!newest || !before) return null;
  const made = packages.diffs(newest.packageHash).some(({ fromHash }) => fromHash === before.packageHash);
  return made ? null : newest.label;
}

const opensPromotions: ReadonlySet<Change['noun']> = new Set([
  'release',
  'deployment',
  'environment',
  'freeze',
  'workflow',
]);

/** The projects whose promotions a change may have opened; a deployment is of one, anything else may be of all. */
function projectsToPromote({ steering, deployment }: Stores, changes: readonly Change[]): number[] {
  const relevant = changes.filter(({ noun }) => opensPromotions.has(noun));
  const promoting = relevant.length === 0 ? [] : steering.promoting();
  if (promoting.length === 0) return [];
  const own = relevant.map(({ noun, id }) =>
    noun === 'deployment' && id !== 0 ? deployment.state(Number(id))?.projectId : undefined,
  );
  return own.includes(undefined) ? promoting : promoting.filter((id) => own.includes(id));
}

/**
 * What follows from a change without anybody asking. A release is followed by the differences that lead to it: the job
 * is started once for each release that lacks some, whatever becomes of it, as devices can always take the whole
 * package. A run of a workflow is begun once nothing is in its way, and ended when its deployment is.
 * The current candidate goes on to where it is to go by itself. What a new one holds of the commits that were
 * picked is read from the clone, where there is one.
 */
export function createFollowers({ reader, jobs, workers, machine, log }: Surroundings): Followers {
  const followed = new Map<number, string>();
  const underWay = new Set<number>();
  /** The projects that are judged just now, and whether something changed since it began. */
  const judged = new Map<number, 'once' | 'again'>();

  function followRelease(channelId: number): void {
    const label = releaseWithoutDiffs(reader.stores, channelId);
    if (label === null || followed.get(channelId) === label) return;
    followed.set(channelId, label);
    jobs.start('codepush.makeDiffs', { channelId }, SYSTEM).catch(log);
  }

  function followRuns(): void {
    for (const { runId, need } of neededBy(reader.stores)) {
      if (underWay.has(runId)) continue;
      underWay.add(runId);
      const asked =
        need === 'execute'
          ? jobs.start('workflow.execute', { runId }, SYSTEM)
          : workers.chunk('workflow.settle', { runId }, SYSTEM);
      asked
        .catch((error) => {
          // Somebody was faster; what then stands in the file is looked at with the change that they made.
          if (!isAppError(error) || error.code !== 'conflict') log(error);
        })
        .finally(() => underWay.delete(runId));
    }
  }

  async function judgePromotions(projectId: number): Promise<void> {
    const environmentIds = await placesToPromote(reader.stores, machine, projectId);
    if (environmentIds.length === 0) return;
    await workers.chunk('environment.promote', { projectId, environmentIds }, SYSTEM);
  }

  function followCandidates(projectId: number): void {
    const isUnderWay = judged.has(projectId);
    judged.set(projectId, isUnderWay ? 'again' : 'once');
    if (isUnderWay) return;
    judgePromotions(projectId)
      .catch(log)
      .finally(() => {
        const isStale = judged.get(projectId) === 'again';
        judged.delete(projectId);
        if (isStale) followCandidates(projectId);
      });
  }

  async function followContents(candidateId: number): Promise<void> {
    const projectUid = unknownContents(reader.stores, candidateId);
    if (projectUid === null || (await machine.clone(projectUid)) === null) return;
    await jobs.start('candidate.readContents', { candidateId }, SYSTEM);
  }

  function takeUpRuns(): void {
    try {
      followRuns();
    } catch (error) {
      log(error);
    }
  }

  const follow: OnChanges = (changes) => {
    if (changes.some(({ noun }) => noun === 'workflow' || noun === 'deployment')) takeUpRuns();
    try {
      for (const projectId of projectsToPromote(reader.stores, changes)) followCandidates(projectId);
    } catch (error) {
      log(error);
    }
    const versions = changes.flatMap(({ noun, id }) => (noun === 'release' && id !== 0 ? [Number(id)] : []));
    for (const id of new Set(versions)) followContents(id).catch(log);
    const channels = changes.flatMap(({ noun, id }) => (noun === 'codepush' && id !== 0 ? [Number(id)] : []));
    for (const channelId of new Set(channels)) {
      try {
        followRelease(channelId);
      } catch (error) {
        // The change is committed and announced: what cannot follow it now is logged, not thrown at whoever made it.
        log(error);
      }
    }
  };
  return { follow, takeUpRuns };
}
