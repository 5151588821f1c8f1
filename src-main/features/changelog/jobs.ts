import { notFound } from '#shared/errors.ts';
import type { ChangelogRange } from '#shared/features/changelog/contract.ts';
import type { Changes } from '#shared/features/changelog/model.ts';
import { tallyOfChanges } from '#shared/features/changelog/rules.ts';
import { type LogQuery, readLog } from '../../git/history.ts';
import { countBetween, inspectRepository, requireCommit } from '../../git/repository.ts';
import type { GitOptions } from '../../git/run.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { whileWanted } from '../../jobs/signal.ts';
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
      const folder = await requireClone(tools.machine, project);
      const { isShallow } = await inspectRepository(folder);
      const options = { signal };
      const whole = (sha: string) => requireCommit(folder, sha, options);
      const log: LogQuery = {
        from: key.fromSha === null ? null : await whole(key.fromSha),
        to: await whole(key.toSha),
        paths: key.paths,
        merges: false,
      };
      const changes = await readChanges(tools, { folder, log, isShallow }, options);
      await tools.write('changelog.put', { key, changes } satisfies ReadChangelog);
      return { total: changes.total, listed: changes.entries.length };
    }),
};

export const changelogJobs = { 'changelog.read': readChangelog };
