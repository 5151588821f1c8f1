import { AppError } from '#shared/errors.ts';
import {
  appNameSchema,
  readAppName,
  readOperatingSystem,
  targetOfName,
} from '#shared/features/codepush/app.ts';
import { channelNameSchema, deploymentKeySchema } from '#shared/features/codepush/channel-model.ts';
import type { HistoryDeployment } from '#shared/features/import/history.ts';
import type { ImportProblem } from '#shared/features/import/model.ts';
import {
  isObject,
  type Json,
  readMetrics,
  readPackage,
  type SourceCounters,
  type SourcePackage,
} from './codepush-package.ts';
import { clip } from './source-text.ts';

export const FORMAT = 'codepush-history';
/** Whose words the records came in. */
export const SYSTEM = 'codepush';

/** A deployment of an app, which becomes a channel. */
export interface SourceChannel extends HistoryDeployment {
  readonly kind: 'channel';
  readonly record: number;
  /** Null when the file says nothing of them. */
  readonly metrics: readonly SourceCounters[] | null;
  /** How many releases of it follow. */
  readonly releases: number;
}

export interface SourceRelease extends Omit<SourcePackage, 'metrics'> {
  readonly kind: 'release';
  readonly record: number;
  readonly app: string;
  readonly os: HistoryDeployment['os'];
  /** Of its channel. */
  readonly key: string;
  readonly channel: string;
  /** A later release of the channel ended its rollout. */
  readonly superseded: boolean;
}

export type HistoryRow = SourceChannel | SourceRelease;

export interface SourceHistory {
  /** Releases in the file, whether they can be taken or not. */
  readonly records: number;
  /** The very same release once more. */
  readonly duplicates: number;
  /** First every channel, then the releases in the order in which they were made. */
  readonly rows: readonly HistoryRow[];
  readonly problems: readonly ImportProblem[];
}

const HINT =
  'Save {"apps":[{"name","os","deployments":[{"name","key","history":[…],"metrics":{…}}]}]}, the lists as "code-push deployment history --format json" or the server itself prints them.';

function refusal(what: string): AppError {
  return new AppError('invalid_input', `${what} Nothing was imported.`, { hint: HINT });
}

/** What the parser says of a text that is no JSON, and what to do. */
function brokenText(text: string, message: string): AppError {
  const at = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
  const breaksOff = /end of JSON|Unterminated string/.test(message) || at >= text.trimEnd().length;
  return new AppError(
    'invalid_input',
    breaksOff
      ? 'The CodePush history breaks off: its end is missing. Nothing was imported.'
      : `The CodePush history is no valid JSON: ${clip(message, 160)}. Nothing was imported.`,
    {
      hint: breaksOff
        ? 'It was probably not written to its end. Save it again and import the whole file.'
        : 'Mend it at that place, or save it again.',
    },
  );
}

/** Whether the beginning of a file looks like a CodePush history, as opposed to the releases of a repository. */
export function looksLikeHistory(beginning: string): boolean {
  if (/"tag_name"\s*:/.test(beginning)) return false;
  return /"(deployments|history|packageHash|package_hash|packageHistory)"\s*:/.test(beginning);
}

/** A value by one of its names. An answer of the server, put there as it is, has it once more under the same name. */
function inside(value: Json, ...names: readonly string[]): unknown {
  for (const name of names) {
    const found = value[name];
    if (found !== undefined && found !== null) return isObject(found) && name in found ? found[name] : found;
  }
  return null;
}

/** The apps of a file: a list of them, or one by itself. @throws invalid_input. */
function appsOf(value: unknown): Json[] {
  const apps = isObject(value) ? (inside(value, 'apps') ?? [value]) : value;
  const list: unknown[] = Array.isArray(apps) ? apps : [apps];
  const [first] = list;
  if (list.length === 0) throw refusal('The file holds no app.');
  if (isObject(first) && ['packageHash', 'package_hash', 'history'].some((name) => name in first))
    throw refusal('This is the history of one deployment, without its name, its key and its app.');
  const whole = list.filter(isObject).filter((app) => Array.isArray(inside(app, 'deployments')));
  if (whole.length < list.length) throw refusal('These apps come without a list of their deployments.');
  return whole;
}

/** What is found on the way through a file. */
interface Reading {
  readonly now: number;
  records: number;
  duplicates: number;
  readonly channels: SourceChannel[];
  readonly releases: SourceRelease[];
  readonly problems: ImportProblem[];
}

function note({ problems, records }: Reading, message: string, record = records + 1): void {
  problems.push({ record, line: null, message });
}

type Of = Pick<SourceChannel, 'app' | 'os' | 'name' | 'key'>;

/** The releases of one deployment by their labels; a label that comes twice is taken once. */
function readReleases(reading: Reading, list: readonly unknown[], { app, os, name, key }: Of) {
  const taken = new Map<number, SourcePackage & { readonly record: number }>();
  for (const value of list) {
    reading.records += 1;
    const record = reading.records;
    const read = readPackage(value, reading.now);
    if ('fault' in read) {
      note(reading, `A release of ${app} ${name} was left out. Why: ${read.fault}.`, record);
      continue;
    }
    const earlier = taken.get(read.release.number);
    if (!earlier) taken.set(read.release.number, { ...read.release, record });
    else if (earlier.raw === read.release.raw) reading.duplicates += 1;
    else
      note(
        reading,
        `${app} ${name} has another ${earlier.label} in record ${earlier.record}; this one was left out.`,
        record,
      );
  }
  const newest = Math.max(0, ...taken.keys());
  for (const { metrics: _metrics, ...release } of taken.values()) {
    const superseded = release.rollout < 100 && release.number < newest;
    reading.releases.push({ kind: 'release', app, os, key, channel: name, ...release, superseded });
  }
  return [...taken.values()];
}

/** Reads one deployment. @returns why it was left out, as the rest of a sentence; null when it was not. */
function readDeployment(
  reading: Reading,
  value: unknown,
  app: Pick<SourceChannel, 'app' | 'os' | 'project'>,
): string | null {
  const { data: name } = channelNameSchema.safeParse(isObject(value) ? value.name : null);
  if (!isObject(value) || name === undefined) return 'A deployment has no name of 1 to 100 characters';
  const { data: key } = deploymentKeySchema.safeParse(value.key);
  if (key === undefined) return `${name} has no deployment key, so no installed app could find it`;
  const holder = reading.channels.find((channel) => channel.key === key);
  if (holder)
    return `${name} has the key of ${holder.app} ${holder.name}, which was kept; give it its own in the file and import it again`;
  const newest = inside(value, 'package', 'latest_release');
  const history = inside(value, 'history', 'packageHistory', 'releases') ?? [newest];
  const list = Array.isArray(history) ? history.filter((one) => one !== null) : [];
  const releases = readReleases(reading, list, { ...app, name, key });
  const printed = releases.flatMap(({ metrics }) => metrics ?? []);
  reading.channels.push({
    kind: 'channel',
    record: releases[0]?.record ?? reading.records + 1,
    ...app,
    name,
    target: targetOfName(name),
    key,
    metrics: readMetrics(inside(value, 'metrics')) ?? (printed.length === 0 ? null : printed),
    releases: releases.length,
  });
  return null;
}

/** Reads one app. @returns why it was left out, as the rest of a sentence; null when it was not. */
function readApp(reading: Reading, app: Json): string | null {
  const { name: given, os } = isObject(app.app) ? app.app : app;
  const { data: name } = appNameSchema.safeParse(given);
  if (name === undefined) return 'it has no name, or one that CodePush would not take';
  const system = typeof os === 'string' ? readOperatingSystem(os) : null;
  if (typeof os === 'string' && system === null) return `${name} is for ${clip(os, 40)}`;
  // One that does not say for which operating system it is can still be told it.
  const read = readAppName(name, system) ?? { project: name, os: null };
  for (const deployment of inside(app, 'deployments') as unknown[]) {
    const fault = readDeployment(reading, deployment, { app: name, ...read });
    if (fault !== null) note(reading, `A deployment of ${name} was left out: ${fault}.`);
  }
  return null;
}

/**
 * Reads the history of one app or of several: `{"apps":[…]}`, a list of apps, or one app. An app has `name`, `os` unless
 * its name ends in it, and `deployments`; a deployment has `name`, `key`, its releases as `history` (as the command line
 * and `GET …/history` print them, or App Center's `releases`) and `metrics` (as `GET …/metrics` answers, when the
 * releases do not carry their own). Whole answers of the server may stand in the place of their lists.
 * @throws invalid_input when it is no such file at all; what is wrong in it is a problem each.
 */
export function readHistory(text: string, now: number): SourceHistory {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw brokenText(text, (error as Error).message);
  }
  const reading: Reading = { now, records: 0, duplicates: 0, channels: [], releases: [], problems: [] };
  for (const app of appsOf(parsed)) {
    const fault = readApp(reading, app);
    if (fault !== null) note(reading, `An app was left out: ${fault}.`);
  }
  const { records, duplicates, channels, releases, problems } = reading;
  if (channels.length === 0 && problems.length === 0)
    throw refusal('None of the apps in the file has a deployment.');
  const order = new Map(channels.map(({ key }, index) => [key, index]));
  releases.sort(
    (one, other) =>
      one.releasedAt - other.releasedAt ||
      (order.get(one.key) ?? 0) - (order.get(other.key) ?? 0) ||
      one.number - other.number,
  );
  return { records, duplicates, rows: [...channels, ...releases], problems };
}
