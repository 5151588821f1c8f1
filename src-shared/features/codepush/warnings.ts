import { assertNever } from '../../assert.ts';
import type { ChannelHistory } from './history.ts';
import { type ChannelRelease, isUnfinished } from './model.ts';
import { compileRange, hasUpperBound, rangesOverlap } from './range.ts';

/** What a person should know before going on, as facts. A warning never stops anything. */
export type ReleaseWarning =
  | { readonly code: 'disabled_target'; readonly label: string }
  | { readonly code: 'bundle_only' }
  | { readonly code: 'unbounded_range'; readonly targetBinaryRange: string }
  | { readonly code: 'unsigned_release'; readonly signedLabel: string }
  | { readonly code: 'failed_devices'; readonly packageHash: string; readonly devices: number }
  | { readonly code: 'nothing_to_fall_back_to'; readonly label: string };

/** The one place where warnings have words. */
export function warningWords(warning: ReleaseWarning): string {
  switch (warning.code) {
    case 'disabled_target':
      return `${warning.label} is disabled and its copy will be too: devices keep what they have until the copy is enabled.`;
    case 'bundle_only':
      return 'The package is the bundle alone: images and other files that it loads are missing until the next release.';
    case 'unbounded_range':
      return `${warning.targetBinaryRange} has no upper bound: binaries that are not built yet will get this release.`;
    case 'unsigned_release':
      return `This package is not signed, but ${warning.signedLabel} was: apps with a public key will refuse it.`;
    case 'failed_devices':
      return `${warning.devices} ${warning.devices === 1 ? 'device has' : 'devices have'} failed on these very contents and will ignore them.`;
    case 'nothing_to_fall_back_to':
      return `No other complete release serves the binaries of ${warning.label}: devices that run it will stay on it.`;
    default:
      return assertNever(warning);
  }
}

/** Wide ranges catch future binaries, with other native code in them. */
export function rangeWarnings(targetBinaryRange: string): ReleaseWarning[] {
  return hasUpperBound(compileRange(targetBinaryRange))
    ? []
    : [{ code: 'unbounded_range', targetBinaryRange }];
}

/** An unsigned package in a channel that had a signed one (spec/mobile 3.6). */
export function signatureWarnings({ releases }: ChannelHistory, signed: boolean): ReleaseWarning[] {
  const last = signed ? undefined : releases.findLast((release) => release.signed);
  return last ? [{ code: 'unsigned_release', signedLabel: last.label }] : [];
}

/** Clients remember the contents that they crashed on and never try them again (spec/mobile 2.9). */
export function failureWarnings(packageHash: string, devices: number): ReleaseWarning[] {
  return devices > 0 ? [{ code: 'failed_devices', packageHash, devices }] : [];
}

/** Stock clients leave a disabled release only for another one (spec/mobile 2.6, rows 8 and 9). */
export function fallbackWarnings({ releases }: ChannelHistory, disabled: ChannelRelease): ReleaseWarning[] {
  const serves = (other: ChannelRelease) =>
    other.label !== disabled.label &&
    !other.isDisabled &&
    !isUnfinished(other) &&
    rangesOverlap(other.targetBinaryRange, disabled.targetBinaryRange);
  return releases.some(serves) ? [] : [{ code: 'nothing_to_fall_back_to', label: disabled.label }];
}
