import type { Channel, ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { NOON } from '../../support/testApp.ts';

/** A release of a channel as the history shows it. */
export function release(number: number, more: Partial<ReleaseRow> = {}) {
  const row: ReleaseRow = {
    number,
    label: `v${number}`,
    packageHash: `hash-${number}`,
    size: 1000,
    signed: false,
    targetBinaryRange: '1.0.x',
    description: '',
    isMandatory: false,
    isDisabled: false,
    rollout: 100,
    superseded: false,
    releaseMethod: 'upload',
    originalLabel: null,
    deploymentId: number,
    deploymentUid: `uid-${number}`,
    deploymentNumber: number,
    channelId: 1,
    tag: `tag-${number}`,
    parentId: null,
    originalChannelId: null,
    actor: 'mira.solberg',
    releasedAt: NOON,
    blob: null,
    ...more,
  };
  const counters = { active: 0, installed: 0, downloaded: 0, failed: 0, anonymous: 0 };
  return { ...row, counters };
}

export function channel(more: Partial<Channel> = {}): Channel {
  return {
    id: 1,
    uid: 'channel-uid',
    projectId: 1,
    project: 'storefront',
    os: 'android',
    target: 'production',
    name: 'Production',
    key: 'a-key-of-an-app',
    selection: 'codepush',
    environmentId: 1,
    lastNumber: 3,
    quarantined: 0,
    publicKey: null,
    createdAt: NOON,
    ...more,
  };
}
