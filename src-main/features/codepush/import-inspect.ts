import type { ImportInspection, InspectedDeployment } from '#shared/features/import/contract.ts';
import { withChannel } from '#shared/features/import/history.ts';
import type { ImportCounts, ImportOptions } from '#shared/features/import/model.ts';
import { noChoice, noCounts } from '#shared/features/import/rules.ts';
import { FORMAT, type SourceChannel, type SourceRelease } from '../../importers/codepush-history.ts';
import type { Stores } from '../../store/index.ts';
import {
  type ChannelPlan,
  hereOf,
  planChannel,
  planImportedRelease,
  tallyChannel,
  tallyRelease,
} from './import-plan.ts';
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
  const what = `CodePush history: ${some(apps, 'app')} with ${some(channels.length, 'deployment')} and ${channels.length === 1 ? 'its key' : 'their keys'}`;
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

interface Planned {
  readonly row: SourceChannel;
  readonly plan: ChannelPlan;
  readonly isNewProject: boolean;
  readonly releases: { total: number; new: number; changed: number; unchanged: number; conflicts: string[] };
  first: SourceRelease | null;
  last: SourceRelease | null;
}

/** Plans the channels one after the other, each with those before it as if they had come in. */
function planChannels(stores: Stores, options: ImportOptions, history: ReadHistory): Map<string, Planned> {
  const planned = new Map<string, Planned>();
  const before = hereOf(stores);
  let here = before;
  for (const row of channelsOf(history)) {
    const plan = planChannel(stores, here, options, row);
    const { decision } = plan;
    if (decision.outcome === 'new') here = withChannel(here, decision.place, row);
    planned.set(row.key, {
      row,
      plan,
      isNewProject: decision.outcome !== 'left_out' && !before.projects.has(decision.place.project),
      releases: { total: 0, new: 0, changed: 0, unchanged: 0, conflicts: [] },
      first: null,
      last: null,
    });
  }
  return planned;
}

/** What the preview shows of one deployment. */
function inspected({ row, plan, isNewProject, releases, first, last }: Planned): InspectedDeployment {
  const { decision, outcome } = plan;
  return {
    key: row.key,
    place: decision.outcome === 'left_out' ? null : decision.place,
    app: row.app,
    os: row.os,
    name: row.name,
    outcome,
    why: decision.outcome === 'refused' ? decision.why : null,
    isHere: decision.outcome === 'here',
    isNewProject,
    labels: first && last ? { first: first.label, last: last.label } : null,
    releases,
    active: row.metrics?.reduce((sum, { active }) => sum + active, 0) ?? null,
  };
}

/** Plans a release after its channel and adds it to what both come to. @returns what is wrong with it. */
function planRelease(stores: Stores, planned: Planned, row: SourceRelease, counts: ImportCounts) {
  const { plan: channel, releases } = planned;
  releases.total += 1;
  if (row.number < (planned.first?.number ?? Infinity)) planned.first = row;
  if (row.number > (planned.last?.number ?? -1)) planned.last = row;
  if (channel.outcome === 'refused' || channel.outcome === 'left_out') return null;
  const plan = planImportedRelease(stores, channel.channel, row);
  tallyRelease(counts, plan);
  if (plan.outcome === 'refused') releases.conflicts.push(row.label);
  else releases[plan.outcome] += 1;
  return plan.message;
}

/** Says what a history is, what would come in by these options and what is wrong with it. Writes nothing. */
export function inspectHistory(
  stores: Stores,
  history: ReadHistory,
  { fileId, fileName, options }: { fileId: string; fileName: string; options?: ImportOptions | undefined },
  mostProblems: number,
): ImportInspection {
  const counts = startHistoryCounts(history);
  const problems = [...history.problems];
  const note = (record: number, message: string | null) => {
    if (message !== null) problems.push({ record, line: null, message });
  };
  const planned = planChannels(stores, options ?? noChoice, history);
  for (const { plan, row } of planned.values()) {
    tallyChannel(counts, plan, row);
    note(row.record, plan.message);
  }
  for (const row of releasesOf(history)) {
    const channel = planned.get(row.key);
    if (channel) note(row.record, planRelease(stores, channel, row, counts));
  }
  return {
    fileId,
    fileName,
    size: history.size,
    sha256: history.sha256,
    format: FORMAT,
    description: describe(stores, history),
    counts,
    // Where a deployment goes is said of each by itself.
    projects: [],
    channels: [],
    deployments: [...planned.values()].map(inspected),
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
