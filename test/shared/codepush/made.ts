import { createHash } from 'node:crypto';
import type { ChannelHistory } from '#shared/features/codepush/history.ts';
import { labelOf } from '#shared/features/codepush/labels.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

export type Some = Partial<ChannelRelease>;

/** Releases v1, v2, … with what differs from a complete, optional one for every binary with contents of its own. */
export function releases(...some: readonly Some[]): ChannelRelease[] {
  return some.map((one, at) => ({
    number: at + 1,
    label: labelOf(at + 1),
    packageHash: `contents of v${at + 1}`,
    size: 1000,
    signed: false,
    targetBinaryRange: '1.0.0',
    description: '',
    isMandatory: false,
    isDisabled: false,
    rollout: 100,
    superseded: false,
    releaseMethod: 'upload',
    originalLabel: null,
    ...one,
  }));
}

export function history(some: readonly Some[], more: Partial<ChannelHistory> = {}): ChannelHistory {
  return {
    channel: { uid: 'channel', name: 'Wallet Android production', project: 'Wallet' },
    policy: 'codepush',
    lastNumber: some.length,
    releases: releases(...some),
    ...more,
  };
}
