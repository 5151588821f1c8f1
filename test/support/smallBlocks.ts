import { deploymentBlocksOf } from '../../src-main/store/migrations/0080-deployment-blocks.ts';
import type { Connection } from '../../src-main/store/open.ts';

/** A block is divided when it has twice this many records. */
export const SMALL = 8;

/** Counts a file's deployments anew, in blocks so small that few records divide and join them. */
export function keepSmallBlocks(db: Connection): void {
  const triggers = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%deployment_block%'")
    .pluck()
    .all() as string[];
  db.transaction(() => {
    db.exec([...triggers.map((name) => `DROP TRIGGER ${name};`), 'DROP TABLE deployment_block;'].join('\n'));
    db.exec(deploymentBlocksOf(SMALL));
  })();
}
