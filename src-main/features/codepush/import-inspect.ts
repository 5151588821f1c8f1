import type { ImportInspection } from '#shared/features/import/contract.ts';
import type { ImportCounts, ImportOptions } from '#shared/features/import/model.ts';
import { noCounts } from '#shared/features/import/rules.ts';
import { FORMAT, type SourceChannel, type SourceRelease } from '../../importers/codepush-history.ts';
import type { Stores } from '../../store/index.ts';
import { placeOfApp, planChannel, planImportedRelease, tallyChannel, tallyRelease } from './import-plan.ts';
import type { ReadHistory } from './import-source.ts';

const FIRST_ROWS = 12;

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const some = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

const channelsOf = ({ rows }: ReadHistory) =>
  rows.filter((row): row is SourceChannel => row.kind === 'channel');
const releasesOf = ({ rows }: ReadHistory) =>
  rows.filter((row): row is SourceRelease => row.kind === 'release');

/** The counts before the first row is written: what the reading alone decided. */
export function startHistoryCounts({ records, duplicates, problems }: ReadHistory): ImportCounts {
  return { ...noCounts, records, unchanged: duplicates, problems: problems.length };
}

function describe(stores: Stores, history: ReadHistory): string {
  const channels = channelsOf(history);
  const releases = releasesOf(history);
  const apps = new Set(channels.map(({ app }) => app)).size;
  const what = `CodePush history: ${some(apps, 'app')} with ${some(channels.length, 'deployment')} and their keys`;
  const [first, last] = [releases[0], releases.at(-1)];
  if (!first || !last) return `${what}, without a release.`;
  const hashes = new Set(releases.map(({ packageHash }) => packageHash));
  const missing = [...hashes].filter((hash) => stores.package.get(hash) === null).length;
  const contents =
    missing === 0
      ? 'All of their packages are here.'
      : `${some(missing, 'package')} of ${hashes.size} ${missing === 1 ? 'is' : 'are'} not here: devices are served such a release once its contents are uploaded, which are known by their hash.`;
  return `${what}, ${some(releases.length, 'release')} from ${day(first.releasedAt)} to ${day(last.releasedAt)}. ${contents}`;
}

/** Says what a history is, what would come in by these options and what is wrong with it. Writes nothing. */
export function inspectHistory(
  stores: Stores,
  history: ReadHistory,
  { fileId, fileName, options }: { fileId: string; fileName: string; options?: ImportOptions | undefined },
  mostProblems: number,
): ImportInspection {
  const chosen: ImportOptions = options ?? { projectNames: {}, channels: [], byMajorLine: false };
  const counts = startHistoryCounts(history);
  const problems = [...history.problems];
  const note = (record: number, message: string | null) => {
    if (message !== null) problems.push({ record, line: null, message });
  };
  const plans = new Map(
    channelsOf(history).map((row) => {
      const plan = planChannel(stores, chosen, row);
      tallyChannel(counts, plan, row);
      note(row.record, plan.message);
      return [row.key, plan];
    }),
  );
  for (const row of releasesOf(history)) {
    const channel = plans.get(row.key);
    if (!channel || channel.outcome === 'refused') continue;
    const plan = planImportedRelease(stores, channel.channel, row);
    tallyRelease(counts, plan);
    note(row.record, plan.message);
  }
  const apps = new Map(channelsOf(history).map((row) => [row.app, row]));
  return {
    fileId,
    fileName,
    size: history.size,
    sha256: history.sha256,
    format: FORMAT,
    description: describe(stores, history),
    counts,
    projects: [...apps].map(([repository, row]) => {
      const place = placeOfApp(stores, chosen, row);
      return {
        repository,
        name: place.project === null ? place.name : place.project.name,
        exists: place.project !== null,
      };
    }),
    // Where a deployment goes is decided by its app and its name.
    channels: [],
    firstRows: releasesOf(history)
      .slice(0, FIRST_ROWS)
      .map((row) => ({
        record: row.record,
        version: row.label,
        channel: row.channel,
        publishedAt: row.releasedAt,
        artifacts: 0,
        repository: row.app,
      })),
    problems: problems.slice(0, mostProblems),
    sameAs: stores.import.bySha(history.sha256),
  };
}
