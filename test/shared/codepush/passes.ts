import semver from 'semver';
import { codepushBucket } from '#shared/features/codepush/bucket.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import type { UpdateCheck } from '#shared/features/codepush/serve.ts';

export interface WireAnswer {
  readonly isAvailable: boolean;
  readonly label: string;
  readonly isMandatory: boolean;
  readonly shouldRunBinaryVersion: boolean;
  readonly updateAppVersion: boolean;
  readonly appVersion: string;
}

const nothing: WireAnswer = {
  isAvailable: false,
  label: '',
  isMandatory: false,
  shouldRunBinaryVersion: false,
  updateAppVersion: false,
  appVersion: '',
};

/** One walk of spec/mobile 2.6, letter by letter: (a) to (f), then the answer. `oldestFirst` is the whole history. */
function walk(
  oldestFirst: readonly ChannelRelease[],
  check: UpdateCheck,
  ignoresUnfinished: boolean,
): WireAnswer {
  let found = false;
  let mustBeMandatory = false;
  let latestEnabled: ChannelRelease | undefined;
  let latestSatisfying: ChannelRelease | undefined;
  for (const release of oldestFirst.toReversed()) {
    if (check.label !== null) found ||= release.label === check.label;
    else if (check.packageHash !== null) found ||= release.packageHash === check.packageHash;
    if (release.isDisabled) continue;
    if (ignoresUnfinished && release.rollout < 100) continue;
    latestEnabled ??= release;
    if (!check.isCompanion && !semver.satisfies(check.appVersion, release.targetBinaryRange)) continue;
    latestSatisfying ??= release;
    if (found) break;
    if (release.isMandatory) {
      mustBeMandatory = true;
      break;
    }
  }
  const shouldRunBinaryVersion = latestSatisfying === undefined;
  if (latestEnabled === undefined) return { ...nothing, shouldRunBinaryVersion };
  if (latestSatisfying === undefined || latestSatisfying.packageHash === check.packageHash) {
    const range = latestEnabled.targetBinaryRange;
    if (semver.gtr(check.appVersion, range)) return { ...nothing, shouldRunBinaryVersion, appVersion: range };
    if (semver.satisfies(check.appVersion, range)) return { ...nothing, shouldRunBinaryVersion };
    return { ...nothing, shouldRunBinaryVersion, updateAppVersion: true, appVersion: range };
  }
  return {
    ...nothing,
    isAvailable: true,
    label: latestSatisfying.label,
    isMandatory: latestSatisfying.isMandatory || mustBeMandatory,
    appVersion: check.appVersion,
  };
}

/** The reference's two walks: everything, and, when that offers an unfinished release, everything else. */
export function twoPasses(oldestFirst: readonly ChannelRelease[], check: UpdateCheck): WireAnswer {
  const a = walk(oldestFirst, check, false);
  const offered = oldestFirst.find(({ label }) => label === a.label);
  if (!a.isAvailable || !offered || offered.rollout >= 100) return a;
  const { clientId } = check;
  const selected = clientId !== null && codepushBucket(clientId, offered.label) < offered.rollout;
  return selected ? a : walk(oldestFirst, check, true);
}
