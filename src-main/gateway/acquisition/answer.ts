import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import type { AvailableUpdate, NoUpdate, UpdateAnswer } from '#shared/features/codepush/serve.ts';
import type { Download, Snapshot } from './snapshots.ts';

/** The two spellings of one protocol: `update_check` answers in the first, the older `updateCheck` in the second. */
export type Spelling = 'snake' | 'camel';

const words = {
  snake: {
    envelope: 'update_info',
    isAvailable: 'is_available',
    isMandatory: 'is_mandatory',
    label: 'label',
    packageHash: 'package_hash',
    packageSize: 'package_size',
    description: 'description',
    updateAppVersion: 'update_app_version',
    shouldRunBinaryVersion: 'should_run_binary_version',
    downloadUrl: 'download_url',
    appVersion: 'app_version',
  },
  camel: {
    envelope: 'updateInfo',
    isAvailable: 'isAvailable',
    isMandatory: 'isMandatory',
    label: 'label',
    packageHash: 'packageHash',
    packageSize: 'packageSize',
    description: 'description',
    updateAppVersion: 'updateAppVersion',
    shouldRunBinaryVersion: 'shouldRunBinaryVersion',
    downloadUrl: 'downloadURL',
    appVersion: 'appVersion',
  },
} as const satisfies Record<Spelling, Readonly<Record<string, string>>>;

interface Fixed {
  readonly isAvailable: boolean;
  readonly isMandatory: boolean;
  readonly label: string;
  readonly packageHash: string;
  readonly packageSize: number;
  readonly description: string;
  readonly updateAppVersion: boolean;
  readonly shouldRunBinaryVersion: boolean;
}

/** The beginning of a body: all that does not hang on the request. Both objects in it are still open. */
function beginning(spelling: Spelling, fixed: Fixed): string {
  const names = words[spelling];
  const fields = Object.entries(fixed).map(([field, value]) => [names[field as keyof Fixed], value]);
  return JSON.stringify({ [names.envelope]: Object.fromEntries(fields) }).slice(0, -2);
}

function ending(spelling: Spelling, downloadUrl: string, appVersion: string): string {
  const names = words[spelling];
  const version = JSON.stringify(appVersion);
  return `,"${names.downloadUrl}":${JSON.stringify(downloadUrl)},"${names.appVersion}":${version},"target_binary_range":${version}}}`;
}

/** The path of a stored file of a package. The bytes at it never change: the last part is their SHA-256. */
export function packagePath(packageHash: string, { sha256 }: Download): string {
  return `/packages/${packageHash}/${sha256}`;
}

function offer(
  snapshot: Snapshot,
  spelling: Spelling,
  base: string,
  { release, isMandatory, appVersion, diffFrom }: AvailableUpdate<ChannelRelease>,
): string {
  const { whole, diffs } = snapshot.downloadsOf(release);
  const download = (diffFrom === null ? undefined : diffs.get(diffFrom)) ?? whole;
  const key = `${spelling} ${release.label} ${download.sha256} ${isMandatory}`;
  let text = snapshot.texts.get(key);
  if (text === undefined) {
    const { label, packageHash, description } = release;
    text = beginning(spelling, {
      isAvailable: true,
      isMandatory,
      label,
      packageHash,
      packageSize: download.size,
      description,
      updateAppVersion: false,
      shouldRunBinaryVersion: false,
    });
    snapshot.texts.set(key, text);
  }
  return text + ending(spelling, base + packagePath(release.packageHash, download), appVersion);
}

function nothing(
  snapshot: Snapshot,
  spelling: Spelling,
  { updateAppVersion, shouldRunBinaryVersion, appVersion }: NoUpdate,
): string {
  const key = `${spelling} ${updateAppVersion} ${shouldRunBinaryVersion} ${appVersion}`;
  let text = snapshot.texts.get(key);
  if (text === undefined) {
    text =
      beginning(spelling, {
        isAvailable: false,
        isMandatory: false,
        label: '',
        packageHash: '',
        packageSize: 0,
        description: '',
        updateAppVersion,
        shouldRunBinaryVersion,
      }) + ending(spelling, '', appVersion);
    snapshot.texts.set(key, text);
  }
  return text;
}

/**
 * The body of an update check (spec/mobile 3.1). What equal answers share is kept with the snapshot, by the release and
 * the range that they name: never by a client's id or by a text that a client made up, so it cannot grow without bound.
 * `base` is the address that packages are downloaded from.
 */
export function answerText(
  snapshot: Snapshot,
  spelling: Spelling,
  base: string,
  answer: UpdateAnswer<ChannelRelease>,
): string {
  return answer.kind === 'available'
    ? offer(snapshot, spelling, base, answer)
    : nothing(snapshot, spelling, answer);
}
