import type {
  BoardChannel,
  BoardRelease,
  BoardRollout,
  FoundRange,
} from '#shared/features/codepush/board.ts';
import { labelOf } from '#shared/features/codepush/labels.ts';
import type { Connection } from '../../store/open.ts';

interface Stored {
  readonly number: number;
  readonly deploymentId: number;
  readonly targetBinaryRange: string;
  readonly isDisabled: number;
  readonly superseded: number;
  readonly rollout: number;
  readonly hasContents: number;
  readonly active: number;
  readonly installed: number;
  readonly failed: number;
}

/** What the log of reports counted, and what had been counted before the history came in here. */
const COUNTED = (['active', 'installed', 'failed'] as const)
  .map((counter) => {
    const before = counter === 'active' ? 'm.active - m.gone' : `m.${counter}`;
    return `coalesce(n.${counter}, 0) + coalesce(${before}, 0) AS ${counter}`;
  })
  .join(', ');
const COLUMNS = `r.number, r.deploymentId, r.targetBinaryRange, r.isDisabled, r.superseded, r.rollout,
  (SELECT k.blob IS NOT NULL FROM package k WHERE k.packageHash = r.packageHash) AS hasContents, ${COUNTED}`;
const COUNTS = `LEFT JOIN channel_count n ON n.channelId = r.channelId AND n.place = 'v' || r.number
  LEFT JOIN channel_before m ON m.channelId = r.channelId AND m.place = 'v' || r.number`;

/** Property by property: it runs for every row of every channel. */
const toRelease = (stored: Stored): BoardRelease => ({
  number: stored.number,
  label: labelOf(stored.number),
  targetBinaryRange: stored.targetBinaryRange,
  isDisabled: stored.isDisabled === 1,
  rollout: stored.rollout / 100,
  superseded: stored.superseded === 1,
  deploymentId: stored.deploymentId,
  hasContents: stored.hasContents === 1,
  counters: { active: stored.active, installed: stored.installed, failed: stored.failed },
});

/** What the board shows of every channel: as many seeks for one as it shows ranges, however long its history is. */
export function boardStore(db: Connection) {
  const channels = db.prepare<[], Omit<BoardChannel, 'live' | 'ranges' | 'hasMore'>>(
    `SELECT c.id, c.projectId, p.name AS project, c.os, c.target, c.name, coalesce(t.active, 0) AS devices
     FROM project p CROSS JOIN channel c ON c.projectId = p.id LEFT JOIN channel_total t ON t.channelId = c.id
     ORDER BY p.name, c.os, c.target DESC, c.id`,
  );
  // The newest complete one is looked for only where the newest of all is not for everybody.
  const ranges = db.prepare<[{ channelId: number; limit: number }], Stored & Pick<FoundRange, 'served'>>(
    `SELECT ${COLUMNS}, CASE WHEN r.rollout = 10000 AND r.isDisabled = 0 THEN r.number ELSE
       (SELECT max(o.number) FROM code_push o INDEXED BY code_push_served
        WHERE o.channelId = g.channelId AND o.targetBinaryRange = g.targetBinaryRange AND o.rollout = 10000
          AND o.isDisabled = 0 AND o.number > (SELECT c.clearedThrough FROM channel c WHERE c.id = @channelId))
       END AS served
     FROM channel_range g INDEXED BY channel_range_newest
       CROSS JOIN code_push r ON r.channelId = g.channelId AND r.number = g.number ${COUNTS}
     WHERE g.channelId = cast(@channelId AS INTEGER)
       AND g.number > (SELECT c.clearedThrough FROM channel c WHERE c.id = @channelId)
     ORDER BY g.number DESC LIMIT cast(@limit AS INTEGER)`,
  );
  const rollouts = db.prepare<[], Stored & Pick<BoardRollout, 'channelId' | 'releasedAt' | 'plan'>>(
    `SELECT ${COLUMNS}, r.channelId, r.releasedAt, l.status AS plan
     FROM code_push r INDEXED BY code_push_unfinished ${COUNTS}
       LEFT JOIN rollout_plan l ON l.deploymentId = r.deploymentId
     WHERE r.rollout < 10000 AND r.superseded = 0 ORDER BY r.deploymentId DESC`,
  );
  const devices = db
    .prepare<[number], number>('SELECT active FROM channel_total WHERE channelId = ?')
    .pluck();
  return {
    channels: () => channels.all(),
    /** The newest release of each text of a range, the newest first. */
    ranges: (channelId: number, limit: number): FoundRange[] =>
      ranges
        .all({ channelId, limit })
        .map((stored) => ({ release: toRelease(stored), served: stored.served })),
    /** The rollouts that are unfinished and were not cut short, halted ones among them, newest first. */
    rollouts: (): BoardRollout[] =>
      rollouts.all().map((stored) => ({
        ...toRelease(stored),
        channelId: stored.channelId,
        releasedAt: stored.releasedAt,
        plan: stored.plan,
      })),
    /** Devices that are somewhere in a channel. */
    devices: (channelId: number): number => devices.get(channelId) ?? 0,
  };
}
