import Sqlite from 'better-sqlite3';
import { type ChainLink, GENESIS, linkFault } from '../../src-main/features/activity/chain.ts';

type Row = Record<string, unknown>;

const running = `
  SELECT t.projectId, t.environmentId, t.deploymentId, d.version, t.succeededAt AS deployedAt
  FROM deployment_attempt t JOIN deployment d ON d.id = t.deploymentId
  WHERE t.succeededAt IS NOT NULL AND t.rolledBackAt IS NULL AND NOT EXISTS (
    SELECT 1 FROM deployment_attempt o WHERE o.projectId = t.projectId AND o.environmentId = t.environmentId
      AND o.succeededAt IS NOT NULL AND o.rolledBackAt IS NULL
      AND (o.succeededAt, o.deploymentId, o.attempt) > (t.succeededAt, t.deploymentId, t.attempt))
  ORDER BY 1, 2`;

/** Pairs of a maintained table and the same thing computed from the records alone. */
const pairs: readonly (readonly [name: string, kept: string, computed: string])[] = [
  [
    'cell',
    'SELECT projectId, environmentId, deploymentId, version, deployedAt FROM cell WHERE deploymentId IS NOT NULL ORDER BY 1, 2',
    running,
  ],
  [
    'the place of what runs in a cell',
    'SELECT projectId, environmentId, versionKey FROM cell ORDER BY 1, 2',
    `SELECT c.projectId, c.environmentId, r.versionKey FROM cell c
     LEFT JOIN deployment d ON d.id = c.deploymentId LEFT JOIN release r ON r.id = d.releaseId ORDER BY 1, 2`,
  ],
  [
    'releases of a project',
    'SELECT id, releases FROM project ORDER BY id',
    'SELECT p.id, (SELECT count(*) FROM release r WHERE r.projectId = p.id) AS releases FROM project p ORDER BY p.id',
  ],
  [
    'total',
    'SELECT projectId, environmentId, status, count FROM total WHERE count <> 0 ORDER BY 1, 2, 3',
    'SELECT projectId, environmentId, status, count(*) AS count FROM deployment GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
  ],
  [
    'status_total',
    'SELECT status, count FROM status_total WHERE count <> 0 ORDER BY 1',
    'SELECT status, count(*) AS count FROM deployment GROUP BY 1 ORDER BY 1',
  ],
  [
    'rollup_day',
    'SELECT day, environmentId, status, count FROM rollup_day WHERE count <> 0 ORDER BY 1, 2, 3',
    'SELECT triggeredAt / 86400000 AS day, environmentId, status, count(*) AS count FROM deployment GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
  ],
  [
    'rollup_project',
    'SELECT projectId, day, environmentId, status, count FROM rollup_project WHERE count <> 0 ORDER BY 1, 2, 3, 4',
    'SELECT projectId, triggeredAt / 86400000 AS day, environmentId, status, count(*) AS count FROM deployment GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4',
  ],
  [
    'the newest event of each record',
    'SELECT id, status, attempt FROM deployment ORDER BY id',
    `SELECT deploymentId AS id, status, attempt FROM deployment_event v
     WHERE v.id = (SELECT id FROM deployment_event o WHERE o.deploymentId = v.deploymentId ORDER BY attempt DESC, recordedAt DESC, id DESC LIMIT 1)
     ORDER BY deploymentId`,
  ],
  [
    'blocks of an environment’s list',
    'SELECT projectId, environmentId, firstAt, firstId, count FROM deployment_block ORDER BY 1, 2, 3, 4',
    `SELECT projectId, environmentId, start ->> 0 AS firstAt, start ->> 1 AS firstId, count(*) AS count FROM (
       SELECT d.projectId, d.environmentId, (
         SELECT json_array(b.firstAt, b.firstId) FROM deployment_block b
         WHERE b.projectId = d.projectId AND b.environmentId = d.environmentId
           AND (b.firstAt, b.firstId) <= (d.triggeredAt, d.id) ORDER BY b.firstAt DESC, b.firstId DESC LIMIT 1) AS start
       FROM deployment d)
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  ],
  [
    'devices of each channel',
    'SELECT channelId, active FROM channel_total WHERE active <> 0 ORDER BY 1',
    `SELECT channelId, sum(active) AS active FROM (
       SELECT channelId, active FROM channel_count UNION ALL SELECT channelId, active - gone FROM channel_before)
     GROUP BY 1 HAVING sum(active) <> 0 ORDER BY 1`,
  ],
  [
    'the newest release of each range',
    'SELECT channelId, targetBinaryRange, number FROM channel_range ORDER BY 1, 2',
    'SELECT channelId, targetBinaryRange, max(number) AS number FROM code_push GROUP BY 1, 2 ORDER BY 1, 2',
  ],
];

/**
 * Recomputes every maintained table and the audit chain from the records, independently of the product's own code.
 * @returns what does not fit, empty when all does.
 */
export function soundness(file: string): string[] {
  const db = new Sqlite(file, { readonly: true });
  const faults: string[] = [];
  for (const [name, kept, computed] of pairs) {
    const [left, right] = [db.prepare(kept).all() as Row[], db.prepare(computed).all() as Row[]];
    const differs = left.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(right[index]));
    if (differs >= 0 || left.length !== right.length) {
      const at = differs >= 0 ? differs : left.length;
      faults.push(`${name}: kept ${JSON.stringify(left[at])}, computed ${JSON.stringify(right[at])}`);
    }
  }
  for (const line of db.pragma('integrity_check') as { integrity_check: string }[]) {
    if (line.integrity_check !== 'ok') faults.push(line.integrity_check);
  }
  if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
    faults.push('a row points to a row that is not there');
  let previous = { seq: 0, hash: GENESIS };
  for (const link of db
    .prepare('SELECT seq, entry, hash FROM activity ORDER BY seq')
    .iterate() as IterableIterator<ChainLink>) {
    const fault = linkFault(previous, link);
    if (fault) {
      faults.push(`chain at ${link.seq}: ${fault}`);
      break;
    }
    previous = link;
  }
  db.close();
  return faults;
}
