import type { Artifact } from '#shared/features/deployment/parts.ts';
import type { Connection } from '../../store/open.ts';

/** What only an import and its undoing ask: what it made, whether something else uses it, and taking it away. */
export function importUndoStore(db: Connection) {
  const one = (text: string) => db.prepare<number[], number>(text).pluck();
  const about = (text: string) => db.prepare<[{ id: number }], number>(text).pluck();
  const run = (text: string) => db.prepare(text);
  const linked = one('SELECT 1 FROM project_environment WHERE projectId = ? AND environmentId = ?');
  const deployedIn = one(
    'SELECT 1 FROM deployment INDEXED BY deployment_cell WHERE projectId = ? AND environmentId = ? LIMIT 1',
  );
  const worksIn = one('SELECT 1 FROM workflow WHERE projectId = ? AND environmentId = ?');
  const releases = db
    .prepare<[number, number], number>('SELECT id FROM release WHERE importId = ? LIMIT ?')
    .pluck();
  const used = {
    release: about(
      `SELECT EXISTS (SELECT 1 FROM deployment WHERE releaseId = @id)
         OR EXISTS (SELECT 1 FROM candidate WHERE id = @id OR releaseId = @id)`,
    ),
    project: about(
      `SELECT EXISTS (SELECT 1 FROM deployment WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM release WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM channel WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM app_name WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM credential WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM delivery WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM app_status WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM workflow WHERE projectId = @id)
         OR EXISTS (SELECT 1 FROM progression WHERE projectId = @id)`,
    ),
    environment: about(
      `SELECT EXISTS (SELECT 1 FROM deployment WHERE environmentId = @id)
         OR EXISTS (SELECT 1 FROM project_environment WHERE environmentId = @id)
         OR EXISTS (SELECT 1 FROM channel WHERE environmentId = @id)
         OR EXISTS (SELECT 1 FROM workflow WHERE environmentId = @id)`,
    ),
    // Whoever moves a record leaves an entry under their name, so the audit log knows who is behind an event.
    person: about(
      `SELECT EXISTS (SELECT 1 FROM deployment WHERE personId = @id)
         OR EXISTS (SELECT 1 FROM activity WHERE actor = (SELECT name FROM person WHERE id = @id)
              AND noun IN ('deployment', 'build', 'distribution', 'workflow', 'freeze', 'release'))`,
    ),
  };
  const release = {
    release: run('UPDATE release SET importId = NULL WHERE id = ?'),
    project: run('UPDATE project SET importId = NULL WHERE id = ?'),
    environment: run('UPDATE environment SET importId = NULL WHERE id = ?'),
  };
  const setScheme = run('UPDATE project SET versionScheme = ? WHERE id = ?');
  const removePerson = run('DELETE FROM person WHERE id = ?');
  const removeAliases = run('DELETE FROM alias WHERE kind = ? AND rowId = ? AND importId = ?');
  const artifactTaken = one('SELECT 1 FROM artifact WHERE id = ?');
  const putArtifact = run(
    `INSERT INTO artifact (id, releaseId, name, url, size, checksum, contentType)
     VALUES (@id, @releaseId, @name, @url, @size, @checksum, @contentType)`,
  );
  const sweeps = [
    run('DELETE FROM total WHERE projectId = @projectId AND environmentId = @environmentId AND count = 0'),
    run('DELETE FROM status_total WHERE count = 0'),
    run('DELETE FROM rollup_day WHERE day = @day AND environmentId = @environmentId AND count = 0'),
    run(
      `DELETE FROM rollup_project
       WHERE projectId = @projectId AND day = @day AND environmentId = @environmentId AND count = 0`,
    ),
  ];
  const sweepTotals = run('DELETE FROM mobile_total WHERE count = 0');
  const laterChange = about(
    `SELECT o.importId FROM import_before o
     WHERE o.importId > @id AND o.kind IN ('release', 'channel', 'codePush', 'metrics') AND (
       (o.kind = 'release' AND EXISTS (SELECT 1 FROM release r WHERE r.id = o.rowId AND r.importId = @id))
       OR (o.kind = 'codePush' AND EXISTS (SELECT 1 FROM deployment d WHERE d.id = o.rowId AND d.importId = @id))
       OR EXISTS (SELECT 1 FROM import_before m WHERE m.importId = @id AND m.kind = o.kind AND m.rowId = o.rowId))
     ORDER BY o.importId DESC LIMIT 1`,
  );
  return {
    isLinked: (projectId: number, environmentId: number): boolean =>
      linked.get(projectId, environmentId) !== undefined,
    /** Whether a project still does something in an environment: deploys there, or is set to. */
    isUsedIn: (projectId: number, environmentId: number): boolean =>
      deployedIn.get(projectId, environmentId) !== undefined ||
      worksIn.get(projectId, environmentId) !== undefined,
    releases: (importId: number, limit: number): number[] => releases.all(importId, limit),
    isUsed: (kind: keyof typeof used, id: number): boolean => Boolean(used[kind].get({ id })),
    /** The row stays, as if no import had brought it. */
    letGo: (kind: keyof typeof release, id: number): void => void release[kind].run(id),
    setScheme: (projectId: number, scheme: string | null): void => void setScheme.run(scheme, projectId),
    removePerson: (id: number): void => void removePerson.run(id),
    removeAliases: (kind: string, rowId: number, importId: number): void =>
      void removeAliases.run(kind, rowId, importId),
    /** Puts a link back under its old number, unless that was given away meanwhile. */
    putArtifact(releaseId: number, artifact: Artifact): void {
      const id = artifactTaken.get(artifact.id) === undefined ? artifact.id : null;
      putArtifact.run({ ...artifact, id, releaseId });
    },
    /** Takes away sums that have come to nothing. */
    sweep(place: { projectId: number; environmentId: number; day: number }): void {
      for (const sweep of sweeps) sweep.run(place);
    },
    /** Takes away the sums that a database keeps by itself, once they have come to nothing. */
    sweepTotals: (): void => void sweepTotals.run(),
    /** The newest later import that changed a release which this one made or changed. */
    laterChange: (importId: number): number | null => laterChange.get({ id: importId }) ?? null,
  };
}
