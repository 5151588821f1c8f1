import type {
  Artifact,
  ArtifactInput,
  Issue,
  IssueInput,
  Step,
  StepInput,
} from '#shared/features/deployment/parts.ts';
import type { Connection } from '../../store/open.ts';

/** What hangs on a deployment (or, for artifacts, on a release): steps, issues, artifact links. */
export function partsStore(db: Connection) {
  const steps = db.prepare<[number], Step>(
    `SELECT attempt, position, name, kind, status, startedAt, finishedAt, note FROM deployment_step
     WHERE deploymentId = cast(? AS INTEGER) ORDER BY attempt, position`,
  );
  const stepNamed = db
    .prepare<[number, number, string], number>(
      'SELECT position FROM deployment_step WHERE deploymentId = ? AND attempt = ? AND name = ?',
    )
    .pluck();
  const lastPosition = db
    .prepare<[number, number], number>(
      'SELECT coalesce(max(position), 0) FROM deployment_step WHERE deploymentId = ? AND attempt = ?',
    )
    .pluck();
  const putStep = db.prepare(
    `INSERT OR REPLACE INTO deployment_step (deploymentId, attempt, position, name, kind, status, startedAt,
       finishedAt, note)
     VALUES (@deploymentId, @attempt, @position, @name, @kind, @status, @startedAt, @finishedAt, @note)`,
  );
  const issues = db.prepare<[number], Issue>(
    'SELECT severity, title, detail, url, at FROM deployment_issue WHERE deploymentId = cast(? AS INTEGER) ORDER BY id',
  );
  const addIssue = db.prepare(
    'INSERT INTO deployment_issue (deploymentId, severity, title, detail, url, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const artifacts = db.prepare<[number], Artifact>(
    'SELECT id, name, url, size, checksum, contentType FROM artifact WHERE deploymentId = cast(? AS INTEGER) ORDER BY id',
  );
  const releaseArtifacts = db.prepare<[number], Artifact>(
    'SELECT id, name, url, size, checksum, contentType FROM artifact WHERE releaseId = cast(? AS INTEGER) ORDER BY id',
  );
  const addArtifact = db.prepare(
    `INSERT INTO artifact (deploymentId, releaseId, name, url, size, checksum, contentType)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const removeReleaseArtifacts = db.prepare('DELETE FROM artifact WHERE releaseId = ?');
  const add = (deploymentId: number | null, releaseId: number | null, artifact: ArtifactInput) =>
    addArtifact.run(
      deploymentId,
      releaseId,
      artifact.name,
      artifact.url,
      artifact.size,
      artifact.checksum,
      artifact.contentType,
    );
  return {
    steps: (deploymentId: number): Step[] => steps.all(deploymentId),
    /** Steps of a new attempt, in their order; nothing is looked up. */
    addSteps(deploymentId: number, attempt: number, list: readonly StepInput[]): void {
      list.forEach((step, index) => {
        putStep.run({ deploymentId, attempt, position: index + 1, ...step });
      });
    },
    /** A step is known by its name within its attempt: a later report of it takes its place. */
    putStep(deploymentId: number, attempt: number, step: StepInput): void {
      const known = stepNamed.get(deploymentId, attempt, step.name);
      const position = known ?? (lastPosition.get(deploymentId, attempt) ?? 0) + 1;
      putStep.run({ deploymentId, attempt, position, ...step });
    },
    issues: (deploymentId: number): Issue[] => issues.all(deploymentId),
    addIssue: (deploymentId: number, issue: IssueInput, at: number): void =>
      void addIssue.run(deploymentId, issue.severity, issue.title, issue.detail, issue.url, at),
    artifacts: (deploymentId: number): Artifact[] => artifacts.all(deploymentId),
    addArtifact: (deploymentId: number, artifact: ArtifactInput): void =>
      void add(deploymentId, null, artifact),
    releaseArtifacts: (releaseId: number): Artifact[] => releaseArtifacts.all(releaseId),
    setReleaseArtifacts(releaseId: number, list: readonly ArtifactInput[]): void {
      removeReleaseArtifacts.run(releaseId);
      for (const artifact of list) add(null, releaseId, artifact);
    },
  };
}
