import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedInputOf } from '#shared/contract/define.ts';
import type { ImportInspection, importContract } from '#shared/features/import/contract.ts';
import type { ImportCounts, ImportOptions } from '#shared/features/import/model.ts';
import { defaultTarget, noChoice, noCounts, tally } from '#shared/features/import/rules.ts';
import { FORMAT } from '../../importers/github-releases.ts';
import type { JobDefinition, JobTools } from '../../jobs/definition.ts';
import { inspectHistory } from '../codepush/import-inspect.ts';
import { isHistory, readHistoryFile } from '../codepush/import-source.ts';
import { planRow, projectOf } from './plan.ts';
import { stagedRows, uploadOf } from './stage.ts';
import type { Staging } from './staging-store.ts';

const FIRST_ROWS = 12;
export const SHOWN_PROBLEMS = 200;
const EVERY = 500;
/** An upload that nobody imported is cleaned up after this long. */
const KEPT_UPLOADS = 30 * 24 * 60 * 60 * 1000;

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const number = (count: number) => count.toLocaleString('en');

function describe(
  { source, total }: Staging,
  channels: ReturnType<Staging['channels']>,
  repositories: string[],
): string {
  if (total === 0)
    return `GitHub releases: ${number(source.records)} records, none of which can be imported.`;
  const first = Math.min(...channels.map((channel) => channel.first));
  const last = Math.max(...channels.map((channel) => channel.last));
  const of = repositories.length > 3 ? `${repositories.length} repositories` : repositories.join(' and ');
  return `GitHub releases: ${number(total)} of ${of}, published from ${day(first)} to ${day(last)}.`;
}

/** Counts what an import by these options would do, by the same decision that writes it. */
async function countRows(tools: JobTools, staging: Staging, options: ImportOptions): Promise<ImportCounts> {
  const counts = startCounts(staging);
  const projects = new Map<string, ReturnType<typeof projectOf>>();
  for (let position = 0; position < staging.total; position += EVERY) {
    tools.checkCanceled();
    for (const row of staging.after(position, EVERY)) {
      const place = projects.get(row.repository) ?? projectOf(tools.stores, row.repository, options);
      projects.set(row.repository, place);
      tally(counts, planRow(tools.stores, options, row, place.project));
    }
    // A turn of the event loop, so that a window that shares this thread can still draw.
    await new Promise(setImmediate);
  }
  return counts;
}

/** The counts before the first row is written: what the reading alone decided. */
export function startCounts({ source }: Staging): ImportCounts {
  const { records, drafts, duplicates, problems } = source;
  return { ...noCounts, records, drafts, unchanged: duplicates, problems };
}

/** By the clock of the machine, as the file system's times are. */
function cleanUp({ folders }: JobTools): void {
  const now = Date.now();
  for (const name of readdirSync(folders.incoming)) {
    const path = join(folders.incoming, name);
    const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now);
    if (age > KEPT_UPLOADS) rmSync(path, { force: true });
  }
}

type Input = ParsedInputOf<(typeof importContract)['inspect']>;

/** Reads an upload and says what it is, what would come in and what is wrong with it. Writes nothing to the workspace. */
export const inspect: JobDefinition<Input> = {
  kind: 'inspect',
  unit: 'bytes',
  afterDeath: 'fail',
  open: (_ctx, { fileName }) => ({ title: `Read ${fileName}` }),
  async run(tools, { fileId, fileName, options }) {
    cleanUp(tools);
    const { file } = uploadOf(tools.folders, fileId);
    if (await isHistory(file)) {
      const history = await readHistoryFile(file, tools);
      return { ...inspectHistory(tools.stores, history, { fileId, fileName, options }, SHOWN_PROBLEMS) };
    }
    const staging = await stagedRows(tools, fileId, tools.progress);
    try {
      const channels = staging.channels();
      const repositories = staging.repositories();
      const targets = channels.map(({ channel }) => defaultTarget(channel));
      const chosen: ImportOptions = options ?? { ...noChoice, channels: targets };
      const inspection: ImportInspection = {
        fileId,
        fileName,
        size: staging.source.size,
        sha256: staging.source.sha256,
        format: FORMAT,
        description: describe(staging, channels, repositories),
        counts: await countRows(tools, staging, chosen),
        projects: repositories.map((repository) => {
          const place = projectOf(tools.stores, repository, chosen);
          return {
            repository,
            name: place.project === null ? place.name : place.project.name,
            exists: place.project !== null,
          };
        }),
        channels: channels.map((staged) => ({
          ...(chosen.channels.find(({ channel }) => channel === staged.channel) ??
            defaultTarget(staged.channel)),
          ...staged,
        })),
        deployments: [],
        firstRows: staging.first(FIRST_ROWS).map((row) => ({
          record: row.record,
          version: row.version,
          channel: row.channel,
          publishedAt: row.publishedAt,
          artifacts: row.artifacts.length,
          repository: row.repository,
        })),
        problems: staging.problems(SHOWN_PROBLEMS),
        sameAs: tools.stores.import.bySha(staging.source.sha256),
      };
      return { ...inspection };
    } finally {
      staging.close();
    }
  },
};
