import type { MobileOrder, MobileSort } from '#shared/features/mobile/contract.ts';

/** Every field of a deployment that has one value. */
const fields: ReadonlyMap<string, MobileSort> = new Map([
  ['_id', 'id'],
  ['user', 'person'],
  ['user._id', 'person'],
  ['createdBy', 'person'],
  ['abolisher', 'canceledBy'],
  ['parent', 'parent'],
  ['description', 'description'],
  ['status', 'status'],
  ['os', 'os'],
  ['buildTarget', 'target'],
  ['deploymentType', 'kind'],
  ['startedAt', 'startedAt'],
  ['completedAt', 'finishedAt'],
  ['forceUpdate', 'forceUpdate'],
  ['tag', 'tag'],
  ['checksum', 'checksum'],
  ['size', 'size'],
  ['uploadDuration', 'uploadDuration'],
  ['downloadUrl', 'downloadUrl'],
  ['remoteId', 'remoteId'],
  ['createdAt', 'createdAt'],
  ['updatedAt', 'updatedAt'],
  ['envVersion', 'envVersion'],
  ['storeVersion', 'storeVersion'],
  ['versionCode', 'versionCode'],
  ['isLive', 'live'],
  ['isOnStore', 'isOnStore'],
  ['label', 'label'],
  ['originalLabel', 'originalLabel'],
  ['targetBinaryRange', 'targetBinaryRange'],
  ['isMandatory', 'isMandatory'],
  ['isDisabled', 'isDisabled'],
  ['rollout', 'rollout'],
  ['releaseMethod', 'releaseMethod'],
]);

/** `field` or `-field`, several with spaces or commas between them (spec/mobile 1.2). Null for a field that is none. */
export function parseSort(text: string): MobileOrder[] | null {
  const wanted = text.split(/[\s,]+/).filter((part) => part !== '');
  const order = wanted.flatMap((part): MobileOrder[] => {
    const by = fields.get(part.replace(/^-/, ''));
    return by ? [{ by, direction: part.startsWith('-') ? 'descending' : 'ascending' }] : [];
  });
  return order.length === wanted.length ? order : null;
}
