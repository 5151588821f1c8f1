import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { notFound } from '#shared/errors.ts';
import type { ChangelogRange } from '#shared/features/changelog/contract.ts';
import type { Changes } from '#shared/features/changelog/model.ts';
import { tallyOfChanges } from '#shared/features/changelog/rules.ts';
import { openBorrowed } from '../../git/borrowed.ts';
import { type LogQuery, readLog } from '../../git/history.ts';
import { countBetween, findCommit, inspectRepository, requireCommit } from '../../git/repository.ts';
import type { GitOptions } from '../../git/run.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { whileWanted } from '../../jobs/signal.ts';
import { findBundle } from '../candidate/bundles.ts';
import type { ReadChangelog } from './chunks.ts';
import { requireClone } from './clone.ts';
import { type Range, rangeOf } from './engine.ts';
import { readChange } from './parse.ts';

const shown = (end: Range['from']) => end?.version ?? end?.commitSha?.slice(0, 10) ?? 'the beginning';

interface Asked {
  readonly folder: string;
  readonly log: LogQuery;
  readonly isShallow: boolean;
}

const scratchOf = ({ folders, job }: JobTools) => join(folders.outgoing, `changelog-${job.id}`);

/** The clone, or beside it a repository that has what Slipway picked itself, where one of the commits is such a one. */
async function folderWith(
  tools: JobTools,
  clone: string,
  commits: readonly string[],
  options: GitOptions,
): Promise<string> {
  const bundles: string[] = [];
  for (const commit of commits) {
    if ((await findCommit(clone, commit, options)) === null)
      bundles.push(...[findBundle(tools.folders, commit)].filter((path) => path !== null));
  }
  if (bundles.length === 0) return clone;
  const borrowed = await openBorrowed(scratchOf(tools), clone, options);
  for (const bundle of bundles) await borrowed.take(bundle);
  return borrowed.folder;
}

/** Reads a log to its end, and keeps of it what a changelog lists. */
async function readChanges(
  tools: JobTools,
  { folder, log, isShallow }: Asked,
  options: GitOptions,
): Promise<Changes> {
  const { from, to, paths } = log;
  const leftBehind = from === null ? 0 : await countBetween(folder, to, from, options);
  const total = paths.length === 0 ? await countBetween(folder, from, to, options) : null;
  const tally = tallyOfChanges();
  let read = 0;
  for await (const commits of readLog(folder, log, options)) {
    tools.checkCanceled();
    for (const commit of commits) tally.add(readChange(commit), commit.email);
    read += commits.length;
    await tools.progress(read, total);
  }
  return tally.changes({ leftBehind, isShallow });
}

const readChangelog: JobDefinition<ChangelogRange> = {
  kind: 'changelog',
  unit: 'commits',
  afterDeath: 'fail',
  async admit({ machine, stores }, { projectId }) {
    const project = stores.project.get(projectId);
    if (!project) throw notFound('project', projectId);
    await requireClone(machine, project);
  },
  open({ stores }, input) {
    const { project, from, to } = rangeOf(stores, input);
    return { title: `Read what changed in ${project.name} from ${shown(from)} to ${shown(to)}` };
  },
  run: (tools, input) =>
    whileWanted(tools, async (signal) => {
      const { project, from, to, key } = rangeOf(tools.stores, input);
      if (key === null) throw notFound('commit', shown(to.commitSha === null ? to : from));
      const clone = await requireClone(tools.machine, project);
      const { isShallow } = await inspectRepository(clone);
      const options = { signal };
      const ends = [key.toSha, ...(key.fromSha === null ? [] : [key.fromSha])];
      try {
        const folder = await folderWith(tools, clone, ends, options);
        const [last = '', first = null] = await Promise.all(
          ends.map((sha) => requireCommit(folder, sha, options)),
        );
        const log: LogQuery = { from: first, to: last, paths: key.paths, merges: false };
        const changes = await readChanges(tools, { folder, log, isShallow }, options);
        await tools.write('changelog.put', { key, changes } satisfies ReadChangelog);
        return { total: changes.total, listed: changes.entries.length };
      } finally {
        rmSync(scratchOf(tools), { recursive: true, force: true });
      }
    }),
};

export const changelogJobs = { 'changelog.read': readChangelog };
