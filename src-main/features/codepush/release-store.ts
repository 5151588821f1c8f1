import type { ReleaseRow } from '#shared/features/codepush/channel-model.ts';
import { labelOf, numberOf } from '#shared/features/codepush/labels.ts';
import type { ChannelRelease } from '#shared/features/codepush/model.ts';
import type { Connection } from '../../store/open.ts';

/** Flags are 0 and 1, and a rollout is in hundredths of a percent, so that it stays a whole number. */
type Stored<Row extends ChannelRelease> = Omit<
  Row,
  'label' | 'signed' | 'isMandatory' | 'isDisabled' | 'superseded'
> & {
  readonly signed: number;
  readonly isMandatory: number;
  readonly isDisabled: number;
  readonly superseded: number;
};

export interface NewCodePush extends ChannelRelease {
  readonly deploymentId: number;
  readonly channelId: number;
  readonly parentId: number | null;
  readonly tag: string;
  readonly originalChannelId: number | null;
  readonly releasedAt: number;
}

const RULE_COLUMNS = `r.number, r.packageHash, r.size, r.signed, r.targetBinaryRange, r.description, r.isMandatory,
  r.isDisabled, r.rollout, r.superseded, r.releaseMethod, r.originalLabel`;
const COLUMNS = `${RULE_COLUMNS}, r.deploymentId, d.uid AS deploymentUid, d.number AS deploymentNumber, r.channelId, r.tag,
  r.parentId, r.originalChannelId, a.name AS actor, r.releasedAt,
  (SELECT k.blob FROM package k WHERE k.packageHash = r.packageHash) AS blob`;
/** Releases up to a number were cleared from a channel's history; their records stay. */
const IN_HISTORY = `r.channelId = cast(@channelId AS INTEGER)
  AND r.number > (SELECT c.clearedThrough FROM channel c WHERE c.id = @channelId)`;
const FROM = `code_push r CROSS JOIN deployment d ON d.id = r.deploymentId LEFT JOIN person a ON a.id = d.personId`;

function toRelease<Row extends ChannelRelease>(stored: Stored<Row>): Row {
  return {
    ...stored,
    label: labelOf(stored.number),
    signed: stored.signed === 1,
    isMandatory: stored.isMandatory === 1,
    isDisabled: stored.isDisabled === 1,
    superseded: stored.superseded === 1,
    rollout: stored.rollout / 100,
  } as unknown as Row;
}

/** The releases of CodePush channels: append-only, but for the few properties that an edit may change. */
export function codePushStore(db: Connection) {
  const history = db.prepare<[{ channelId: number }], Stored<ChannelRelease>>(
    `SELECT ${RULE_COLUMNS} FROM code_push r WHERE ${IN_HISTORY} ORDER BY r.number`,
  );
  const page = db.prepare<[{ channelId: number; before: number; limit: number }], Stored<ReleaseRow>>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${IN_HISTORY} AND r.number < cast(@before AS INTEGER)
     ORDER BY r.number DESC LIMIT cast(@limit AS INTEGER)`,
  );
  const byDeployment = db.prepare<[number], Stored<ReleaseRow>>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE r.deploymentId = ?`,
  );
  const byNumber = db.prepare<[number, number], Stored<ReleaseRow>>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE r.channelId = ? AND r.number = ?`,
  );
  const ofParent = db.prepare<[number], Stored<ReleaseRow>>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE r.parentId = ? ORDER BY r.deploymentId DESC`,
  );
  const ofPackage = db.prepare<[string], Stored<ReleaseRow>>(
    `SELECT ${COLUMNS} FROM code_push r INDEXED BY code_push_package CROSS JOIN deployment d ON d.id = r.deploymentId
       LEFT JOIN person a ON a.id = d.personId
     WHERE r.packageHash = ? ORDER BY r.deploymentId DESC`,
  );
  const copiesOf = db.prepare<[number, string], Stored<ReleaseRow>>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE r.originalChannelId = ? AND r.originalLabel = ? ORDER BY r.deploymentId`,
  );
  const rollouts = db.prepare<[{ projectId: number | null }], Stored<ReleaseRow>>(
    `SELECT ${COLUMNS} FROM code_push r INDEXED BY code_push_unfinished CROSS JOIN deployment d ON d.id = r.deploymentId
       LEFT JOIN person a ON a.id = d.personId
     WHERE r.rollout < 10000 AND r.superseded = 0
       AND (d.projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL)
     ORDER BY r.deploymentId DESC`,
  );
  const insert = db.prepare(
    `INSERT INTO code_push (deploymentId, channelId, parentId, tag, number, packageHash, size, signed,
       targetBinaryRange, description, isMandatory, isDisabled, rollout, superseded, releaseMethod, originalLabel,
       originalChannelId, releasedAt, updatedAt)
     VALUES (@deploymentId, @channelId, @parentId, @tag, @number, @packageHash, @size, @signed, @targetBinaryRange,
       @description, @isMandatory, @isDisabled, @rollout, @superseded, @releaseMethod, @originalLabel,
       @originalChannelId, @releasedAt, @releasedAt)`,
  );
  const update = db.prepare(
    `UPDATE code_push SET targetBinaryRange = @targetBinaryRange, description = @description,
       isMandatory = @isMandatory, isDisabled = @isDisabled, rollout = @rollout, superseded = @superseded,
       updatedAt = @at
     WHERE channelId = @channelId AND number = @number`,
  );
  const known = db
    .prepare<[number, number], number>('SELECT 1 FROM code_push WHERE channelId = ? AND number = ?')
    .pluck();
  const supersede = db.prepare(
    'UPDATE code_push SET superseded = 1, updatedAt = ? WHERE channelId = ? AND number = ?',
  );
  const settleContents = db.prepare(
    'UPDATE code_push SET size = @size, signed = @signed WHERE packageHash = @packageHash',
  );
  const updatedAt = db
    .prepare<[number], number>('SELECT updatedAt FROM code_push WHERE deploymentId = ?')
    .pluck();
  const refersTo = db
    .prepare<[{ channelId: number }], number>(
      `SELECT EXISTS (SELECT 1 FROM code_push WHERE channelId = @channelId)
         OR EXISTS (SELECT 1 FROM code_push WHERE originalChannelId = @channelId)`,
    )
    .pluck();
  return {
    /** The whole history of a channel as the rules need it, oldest first. */
    history: (channelId: number): ChannelRelease[] =>
      history.all({ channelId }).map(toRelease<ChannelRelease>),
    hasLabel(channelId: number, label: string): boolean {
      const number = numberOf(label);
      return number !== null && known.get(channelId, number) === 1;
    },
    /** Releases below a number, newest first. */
    page: (channelId: number, before: number, limit: number): ReleaseRow[] =>
      page.all({ channelId, before, limit }).map(toRelease<ReleaseRow>),
    byDeployment(deploymentId: number): ReleaseRow | null {
      const found = byDeployment.get(deploymentId);
      return found ? toRelease<ReleaseRow>(found) : null;
    },
    byNumber(channelId: number, number: number): ReleaseRow | null {
      const found = byNumber.get(channelId, number);
      return found ? toRelease<ReleaseRow>(found) : null;
    },
    ofParent: (deploymentId: number): ReleaseRow[] => ofParent.all(deploymentId).map(toRelease<ReleaseRow>),
    /** Every release of these contents, newest first. */
    ofPackage: (packageHash: string): ReleaseRow[] => ofPackage.all(packageHash).map(toRelease<ReleaseRow>),
    /** The releases that carry another one's contents on. */
    copiesOf: (channelId: number, label: string): ReleaseRow[] =>
      copiesOf.all(channelId, label).map(toRelease<ReleaseRow>),
    /** The rollouts that are unfinished and were not cut short, halted ones among them. */
    rollouts: (projectId: number | null): ReleaseRow[] =>
      rollouts.all({ projectId }).map(toRelease<ReleaseRow>),
    insert({ label: _label, ...release }: NewCodePush): void {
      insert.run({
        ...release,
        signed: Number(release.signed),
        isMandatory: Number(release.isMandatory),
        isDisabled: Number(release.isDisabled),
        superseded: Number(release.superseded),
        rollout: Math.round(release.rollout * 100),
      });
    },
    update(channelId: number, release: ChannelRelease, at: number): void {
      update.run({
        channelId,
        at,
        number: release.number,
        targetBinaryRange: release.targetBinaryRange,
        description: release.description,
        isMandatory: Number(release.isMandatory),
        isDisabled: Number(release.isDisabled),
        superseded: Number(release.superseded),
        rollout: Math.round(release.rollout * 100),
      });
    },
    supersede: (channelId: number, number: number, at: number): void =>
      void supersede.run(at, channelId, number),
    /** Says of the releases of a package what is known of it since its contents came in. */
    settleContents: (packageHash: string, size: number, signed: boolean): void =>
      void settleContents.run({ packageHash, size, signed: Number(signed) }),
    /** When it last became something else than it was. */
    updatedAt: (deploymentId: number): number => updatedAt.get(deploymentId) ?? 0,
    /** Whether a channel ever had a release, or one elsewhere came from it. */
    refersTo: (channelId: number): boolean => refersTo.get({ channelId }) === 1,
  };
}
