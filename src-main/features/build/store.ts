import type { ForcedBuild } from '#shared/features/codepush/channel.ts';
import type { Connection } from '../../store/open.ts';

/** The builds of mobile projects. */
export function buildStore(db: Connection) {
  const storeVersion = db
    .prepare<[number], string | null>('SELECT storeVersion FROM build WHERE deploymentId = ?')
    .pluck();
  const forced = db.prepare<[number, string, string], ForcedBuild>(
    `SELECT b.storeVersion, live.storeVersion AS liveStoreVersion
     FROM build b INDEXED BY build_place
     CROSS JOIN build live INDEXED BY build_live ON live.projectId = b.projectId AND live.os = b.os
       AND live.target = b.target AND live.liveFrom IS NOT NULL AND live.liveUntil IS NULL
     WHERE b.projectId = ? AND b.os = ? AND b.target = ? AND b.forceUpdate = 1
       AND b.storeVersion IS NOT NULL AND live.storeVersion IS NOT NULL`,
  );
  return {
    storeVersion: (deploymentId: number): string | null => storeVersion.get(deploymentId) ?? null,
    /** The builds of a place whose users are sent to the store, each with the version that is live there. */
    forced: (projectId: number, os: string, target: string): ForcedBuild[] =>
      forced.all(projectId, os, target),
  };
}
