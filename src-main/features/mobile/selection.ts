import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import type { MobileFilter, MobileOrder, MobileSort } from '#shared/features/mobile/contract.ts';
import { and, join, literal, oneOf, type Sql, sql } from '../../store/sql.ts';

/** A filter whose foreign ids are ours; an id that nobody has is -1 and matches nothing. */
export interface MobileSelection extends Omit<MobileFilter, 'parent' | 'person'> {
  readonly projectId: number;
  readonly parentId: number | null;
  readonly personId: number | null;
}

/** When a record last changed, as this workspace knew it: its moves, and whatever the audit log tells of it. */
export const UPDATED_AT = `max(coalesce(r.updatedAt, 0),
  coalesce((SELECT max(v.recordedAt) FROM deployment_event v WHERE v.deploymentId = d.id), d.recordedAt),
  coalesce((SELECT max(l.at) FROM activity l WHERE l.objectId = d.uid AND l.refused IS NULL), 0))`;

/** Who canceled a deployment, which happens once. */
export const CANCELED_BY = `(SELECT v.personId FROM deployment_event v
  WHERE v.deploymentId = d.id AND v.status = 'canceled' ORDER BY v.id DESC LIMIT 1)`;

/** A deployment that is a build or a release; one that only says so has no row of its own. */
export const MOBILE_JOINS = `LEFT JOIN build b ON b.deploymentId = d.id
  LEFT JOIN code_push r ON r.deploymentId = d.id
  LEFT JOIN channel c ON c.id = r.channelId`;
export const IS_MOBILE = '(b.deploymentId IS NOT NULL OR r.deploymentId IS NOT NULL)';

const IS_LIVE = literal('(b.liveFrom IS NOT NULL AND b.liveUntil IS NULL)');
const LIFECYCLE = deploymentStatuses.map((status, at) => `WHEN '${status}' THEN ${at}`).join(' ');

const columns: Readonly<Record<MobileSort, string>> = {
  id: 'd.id',
  kind: 'd.kind',
  status: `CASE d.status ${LIFECYCLE} END`,
  os: 'coalesce(b.os, c.os)',
  target: 'coalesce(b.target, c.target)',
  tag: 'coalesce(b.tag, r.tag)',
  person: 'd.personId',
  canceledBy: CANCELED_BY,
  parent: 'r.parentId',
  description: `coalesce(nullif(r.description, ''), x.description)`,
  createdAt: 'd.triggeredAt',
  startedAt: 'd.startedAt',
  finishedAt: 'd.finishedAt',
  updatedAt: UPDATED_AT,
  forceUpdate: 'coalesce(b.forceUpdate, 0)',
  checksum: 'coalesce(b.checksum, r.packageHash)',
  size: 'coalesce(b.size, r.size)',
  uploadDuration: 'b.uploadDuration',
  downloadUrl: 'b.downloadUrl',
  remoteId: 'cast(b.remoteId AS INTEGER)',
  envVersion: 'b.envVersion',
  storeVersion: 'b.storeVersion',
  versionCode: 'b.versionCode',
  live: `CASE WHEN b.deploymentId IS NULL THEN NULL ELSE ${IS_LIVE.text} END`,
  isOnStore: 'b.isOnStore',
  label: 'r.number',
  originalLabel: 'cast(substr(r.originalLabel, 2) AS INTEGER)',
  targetBinaryRange: 'r.targetBinaryRange',
  isMandatory: 'r.isMandatory',
  isDisabled: 'r.isDisabled',
  rollout: 'r.rollout',
  releaseMethod: 'r.releaseMethod',
};

function is(column: MobileSort, value: string | number | null): Sql[] {
  return value === null ? [] : [sql`${literal(columns[column])} = ${value}`];
}

function live(wanted: boolean | null): Sql[] {
  if (wanted === null) return [];
  return [wanted ? IS_LIVE : sql`b.deploymentId IS NOT NULL AND NOT ${IS_LIVE}`];
}

export function conditionOf(selection: MobileSelection): Sql {
  const { createdFrom, createdTo, forceUpdate } = selection;
  return and([
    sql`d.projectId = ${selection.projectId}`,
    literal(IS_MOBILE),
    ...is('kind', selection.kind),
    ...is('os', selection.os),
    ...is('target', selection.target),
    ...(selection.statuses === null ? [] : [oneOf('d.status', selection.statuses)]),
    ...live(selection.live),
    ...is('isOnStore', selection.isOnStore),
    ...is('envVersion', selection.envVersion),
    ...is('storeVersion', selection.storeVersion),
    ...is('forceUpdate', forceUpdate === null ? null : Number(forceUpdate)),
    ...is('parent', selection.parentId),
    ...is('person', selection.personId),
    ...(createdFrom === null ? [] : [sql`d.triggeredAt >= ${createdFrom}`]),
    ...(createdTo === null ? [] : [sql`d.triggeredAt < ${createdTo}`]),
  ]);
}

export function orderOf(order: readonly MobileOrder[]): Sql {
  const wanted = order.length > 0 ? order : [{ by: 'createdAt', direction: 'descending' } as const];
  const keys = wanted.map(({ by, direction }) =>
    literal(`${columns[by]} ${direction === 'ascending' ? 'ASC' : 'DESC'}`),
  );
  return join([...keys, literal('d.id DESC')], ', ');
}
