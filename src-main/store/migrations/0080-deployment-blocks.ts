/** A block is divided when it has twice this many records: how much of the list a page by number may have to pass over. */
const HALF = 1024;

const PLACE = 'projectId, environmentId';
const placeOf = (row: string) => `projectId = ${row}.projectId AND environmentId = ${row}.environmentId`;

/** Picks the block that a key of the order lies in: the last one that begins at it (`<=`) or, with `<`, only before it. */
const blockAt = (row: string, key: string, reaches: '<=' | '<') =>
  `(${PLACE}, firstAt, firstId) = (SELECT ${PLACE}, firstAt, firstId FROM deployment_block
     WHERE ${placeOf(row)} AND (firstAt, firstId) ${reaches} (${key}) ORDER BY firstAt DESC, firstId DESC LIMIT 1)`;

const OWN = `${placeOf('NEW')} AND firstAt = NEW.firstAt AND firstId = NEW.firstId`;
const BEFORE = blockAt('NEW', 'NEW.firstAt, NEW.firstId', '<');

const counted = `
  INSERT INTO deployment_block (${PLACE}, firstAt, firstId, count)
    SELECT NEW.projectId, NEW.environmentId, 0, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM deployment_block
      WHERE ${placeOf('NEW')} AND (firstAt, firstId) <= (NEW.triggeredAt, NEW.id));
  UPDATE deployment_block SET count = count + 1 WHERE ${blockAt('NEW', 'NEW.triggeredAt, NEW.id', '<=')};`;
const uncounted = `
  UPDATE deployment_block SET count = count - 1 WHERE ${blockAt('OLD', 'OLD.triggeredAt, OLD.id', '<=')};`;

/** The records of a block from its first one on; by two ranges, since an index is not searched by the pair of a time and a row's id. */
const inBlock = (half: number) => `
  SELECT ${PLACE}, triggeredAt, id, NEW.count - ${half} FROM deployment INDEXED BY deployment_cell
    WHERE ${placeOf('NEW')} AND triggeredAt = NEW.firstAt AND id >= NEW.firstId
  UNION ALL SELECT ${PLACE}, triggeredAt, id, NEW.count - ${half} FROM deployment INDEXED BY deployment_cell
    WHERE ${placeOf('NEW')} AND triggeredAt > NEW.firstAt`;

/**
 * How many records each stretch of an environment's list holds, in the list's order (`triggeredAt`, then `id`), so that a
 * page by number adds up blocks instead of passing over records. A block reaches to where the next one begins; a full one
 * is divided and a thin one joins the one before it, so the blocks stay about as many as the records over 1,024, whatever
 * history is written late, tried again or undone. By triggers, because records come, move and go in several features.
 * Tests pass a small `half` to see blocks divide and join.
 */
export const deploymentBlocksOf = (half: number) => `
CREATE TABLE deployment_block (
  projectId INTEGER NOT NULL,
  environmentId INTEGER NOT NULL,
  firstAt INTEGER NOT NULL,
  firstId INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (projectId, environmentId, firstAt, firstId)
) STRICT, WITHOUT ROWID;
INSERT INTO deployment_block (${PLACE}, firstAt, firstId, count)
  SELECT ${PLACE}, triggeredAt, id, min(${half}, records - before) FROM (
    SELECT ${PLACE}, triggeredAt, id, count(*) OVER (PARTITION BY ${PLACE}) AS records,
      row_number() OVER (PARTITION BY ${PLACE} ORDER BY triggeredAt, id) - 1 AS before
    FROM deployment)
  WHERE before % ${half} = 0;

CREATE TRIGGER deployment_counted AFTER INSERT ON deployment BEGIN ${counted}
END;
CREATE TRIGGER deployment_uncounted AFTER DELETE ON deployment BEGIN ${uncounted}
END;
-- Invariant: a block is divided when its count is that of its records, so what has moved is taken away before it is added.
CREATE TRIGGER deployment_recounted AFTER UPDATE OF triggeredAt ON deployment WHEN NEW.triggeredAt <> OLD.triggeredAt
BEGIN ${uncounted} ${counted}
END;

CREATE TRIGGER deployment_block_full AFTER UPDATE OF count ON deployment_block WHEN NEW.count >= ${2 * half} BEGIN
  INSERT INTO deployment_block (${PLACE}, firstAt, firstId, count) ${inBlock(half)}
    ORDER BY triggeredAt, id LIMIT 1 OFFSET ${half};
  UPDATE deployment_block SET count = ${half} WHERE ${OWN};
END;
CREATE TRIGGER deployment_block_thin AFTER UPDATE OF count ON deployment_block
  WHEN NEW.count < OLD.count AND (NEW.count = 0 OR (NEW.count < ${half / 2}
    AND (SELECT count FROM deployment_block WHERE ${BEFORE}) < ${1.5 * half})) BEGIN
  UPDATE deployment_block SET count = count + NEW.count WHERE ${BEFORE};
  DELETE FROM deployment_block WHERE ${OWN};
END;
`;

export const deploymentBlocks = deploymentBlocksOf(HALF);
