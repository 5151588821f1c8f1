import { openPlanStatuses, type PlanStatus } from '#shared/features/rollout/machine.ts';
import type { Decision, Plan } from '#shared/features/rollout/model.ts';
import type { Connection } from '../../store/open.ts';

type StoredPlan = Omit<Plan, 'steps' | 'countedFrom'> & {
  readonly steps: string;
  readonly installedBefore: number;
  readonly failedBefore: number;
};

interface StoredDecision {
  readonly id: number;
  readonly at: number;
  readonly verdict: Decision['verdict'];
  readonly actor: string | null;
  readonly facts: string;
}

const COLUMNS = `p.deploymentId, p.channelId, p.status, p.steps, p.enteredAt, p.installedBefore, p.failedBefore, p.begunAt`;
const OPEN = openPlanStatuses.map((status) => `'${status}'`).join(', ');
/** Above the id of any decision. */
const NO_ID = Number.MAX_SAFE_INTEGER;

function toPlan({ steps, installedBefore, failedBefore, ...plan }: StoredPlan): Plan {
  return {
    ...plan,
    steps: JSON.parse(steps) as Plan['steps'],
    countedFrom: { installed: installedBefore, failed: failedBefore },
  };
}

const toDecision = ({ facts, ...decision }: StoredDecision): Decision => ({
  ...decision,
  ...(JSON.parse(facts) as Pick<Decision, 'judgement' | 'reported' | 'refusal'>),
});

/** The plans of rollouts, one a release, and what was decided by them. */
export function rolloutStore(db: Connection) {
  const get = db.prepare<[number], StoredPlan>(
    `SELECT ${COLUMNS} FROM rollout_plan p WHERE p.deploymentId = ?`,
  );
  const open = db.prepare<[{ projectId: number | null }], StoredPlan>(
    `SELECT ${COLUMNS} FROM rollout_plan p INDEXED BY rollout_plan_open
       CROSS JOIN deployment d ON d.id = p.deploymentId
     WHERE p.status IN (${OPEN}) AND (d.projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL)
     ORDER BY p.deploymentId DESC`,
  );
  const put = db.prepare(
    `INSERT INTO rollout_plan (deploymentId, channelId, status, steps, enteredAt, installedBefore, failedBefore, begunAt)
     VALUES (@deploymentId, @channelId, @status, @steps, @enteredAt, @installedBefore, @failedBefore, @begunAt)
     ON CONFLICT DO UPDATE SET status = excluded.status, steps = excluded.steps, enteredAt = excluded.enteredAt,
       installedBefore = excluded.installedBefore, failedBefore = excluded.failedBefore, begunAt = excluded.begunAt`,
  );
  const move = db.prepare('UPDATE rollout_plan SET status = ? WHERE deploymentId = ? AND status = ?');
  const enter = db.prepare('UPDATE rollout_plan SET enteredAt = ? WHERE deploymentId = ?');
  const append = db.prepare(
    'INSERT INTO rollout_decision (deploymentId, at, verdict, actor, facts) VALUES (?, ?, ?, ?, ?)',
  );
  const decisions = db.prepare<[number, number, number], StoredDecision>(
    `SELECT id, at, verdict, actor, facts FROM rollout_decision
     WHERE deploymentId = cast(? AS INTEGER) AND id < cast(? AS INTEGER)
     ORDER BY id DESC LIMIT cast(? AS INTEGER)`,
  );
  const ownHolds = db.prepare<[number], StoredDecision>(
    `SELECT id, at, verdict, actor, facts FROM rollout_decision
     WHERE deploymentId = cast(? AS INTEGER) AND verdict = 'hold' AND actor IS NULL ORDER BY id DESC`,
  );
  const dueAt = db
    .prepare<[number], number>("SELECT dueAt FROM due WHERE kind = 'rollout' AND subjectId = ?")
    .pluck();
  const hasten = db.prepare(
    `UPDATE due SET dueAt = @at WHERE kind = 'rollout' AND dueAt > @at AND subjectId IN
       (SELECT deploymentId FROM rollout_plan WHERE channelId = @channelId AND status = 'running')`,
  );
  const page = (deploymentId: number, before: number | null, limit: number): Decision[] =>
    decisions.all(deploymentId, before ?? NO_ID, limit).map(toDecision);
  return {
    get(deploymentId: number): Plan | null {
      const found = get.get(deploymentId);
      return found ? toPlan(found) : null;
    },
    /** The plans that run or may run on, newest release first. */
    open: (projectId: number | null): Plan[] => open.all({ projectId }).map(toPlan),
    put({ steps, countedFrom, ...plan }: Plan): void {
      put.run({
        ...plan,
        steps: JSON.stringify(steps),
        installedBefore: countedFrom.installed,
        failedBefore: countedFrom.failed,
      });
    },
    move: (deploymentId: number, from: PlanStatus, to: PlanStatus): boolean =>
      move.run(to, deploymentId, from).changes === 1,
    /** From now on the release is served at another percentage, or again. */
    enter: (deploymentId: number, at: number): void => void enter.run(at, deploymentId),
    /** Adds a decision. @returns its id. */
    append: (
      deploymentId: number,
      { at, verdict, actor, judgement, reported, refusal }: Omit<Decision, 'id'>,
    ): number =>
      Number(
        append.run(deploymentId, at, verdict, actor, JSON.stringify({ judgement, reported, refusal }))
          .lastInsertRowid,
      ),
    /** Decisions older than one, newest first. */
    decisions: page,
    lastDecision: (deploymentId: number): Decision | null => page(deploymentId, null, 1)[0] ?? null,
    /** The decisions that stand in no audit log: Slipway held by itself. Newest first. */
    ownHolds: (deploymentId: number): Decision[] => ownHolds.all(deploymentId).map(toDecision),
    dueAt: (deploymentId: number): number | null => dueAt.get(deploymentId) ?? null,
    /** Brings the next judgement of a channel's running plans forward to an instant, never back. */
    hasten: (channelId: number, at: number): void => void hasten.run({ channelId, at }),
  };
}
