import type { ArtifactFinding } from '#shared/features/build/baseline.ts';
import type { OperatingSystem } from '#shared/features/build/model.ts';
import type { Connection } from '../../store/open.ts';

/** What the stored artifacts hold of the bundles that their binaries start with. */
export function artifactBaselineStore(db: Connection) {
  const put = db.prepare(
    `INSERT OR REPLACE INTO artifact_baseline (blob, finding, packageHash, bundle, assets, note, createdAt)
     VALUES (@blob, @finding, @packageHash, @bundle, @assets, @note, @at)`,
  );
  const of = db.prepare<[string], ArtifactFinding>(
    'SELECT finding, packageHash, bundle, assets, note FROM artifact_baseline WHERE blob = ?',
  );
  const unbound = db.prepare<[string], { id: number; os: OperatingSystem }>(
    'SELECT deploymentId AS id, os FROM build INDEXED BY build_blob WHERE blob = ? AND baseline IS NULL',
  );
  const bind = db.prepare('UPDATE build SET baseline = ? WHERE deploymentId = ?');
  return {
    put: (blob: string, found: ArtifactFinding, at: number): void => void put.run({ ...found, blob, at }),
    /** Null for an artifact that nobody has looked into. */
    of: (blob: string): ArtifactFinding | null => of.get(blob) ?? null,
    /** The builds that have this artifact and no baseline. */
    unbound: (blob: string) => unbound.all(blob),
    bind: (deploymentId: number, packageHash: string): void => void bind.run(packageHash, deploymentId),
  };
}
