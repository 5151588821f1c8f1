import { buildStates } from '#shared/features/candidate/model.ts';
import { pickStates } from '#shared/features/candidate/pick.ts';
import { runStates, stepStates } from '#shared/features/workflow/machine.ts';
import { listOf } from './list.ts';

/**
 * Candidates beside their releases, workflows and what their runs wrote, freezes, and what steers an environment.
 * A candidate is a version like any other, so it has its row in `release`; `candidate` says of which release it is.
 */
export const releases = `
-- 0: only its candidates stand for it, so it is no stop of its own between two versions.
ALTER TABLE release ADD COLUMN stands INTEGER NOT NULL DEFAULT 1;
ALTER TABLE release ADD COLUMN blockedAt INTEGER;
ALTER TABLE release ADD COLUMN blockedReason TEXT;

-- Globs of what belongs to the project in its repository, as a list; null for all of it.
ALTER TABLE project ADD COLUMN paths TEXT;

CREATE TABLE candidate (
  id INTEGER PRIMARY KEY REFERENCES release (id) ON DELETE CASCADE,
  releaseId INTEGER NOT NULL REFERENCES release (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  build TEXT NOT NULL CHECK (build IN (${listOf(buildStates)})),
  baseId INTEGER REFERENCES candidate (id) ON DELETE SET NULL,
  supersededAt INTEGER,
  UNIQUE (releaseId, number)
) STRICT;

CREATE TABLE cherry_pick (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  projectId INTEGER NOT NULL REFERENCES project (id),
  commitSha TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT,
  personId INTEGER REFERENCES person (id),
  jobId INTEGER,
  createdAt INTEGER NOT NULL
) STRICT;
CREATE INDEX cherry_pick_project ON cherry_pick (projectId, id);

CREATE TABLE cherry_pick_target (
  pickId INTEGER NOT NULL REFERENCES cherry_pick (id) ON DELETE CASCADE,
  releaseId INTEGER NOT NULL REFERENCES release (id) ON DELETE CASCADE,
  fromId INTEGER NOT NULL REFERENCES candidate (id),
  candidateId INTEGER REFERENCES candidate (id),
  state TEXT NOT NULL CHECK (state IN (${listOf(pickStates)})),
  commitSha TEXT,
  conflicts TEXT,
  PRIMARY KEY (pickId, releaseId)
) STRICT, WITHOUT ROWID;

-- What is known of a picked commit in a candidate: it holds it, or is known to lack it.
CREATE TABLE candidate_commit (
  candidateId INTEGER NOT NULL REFERENCES candidate (id) ON DELETE CASCADE,
  commitSha TEXT NOT NULL,
  holds INTEGER NOT NULL CHECK (holds IN (0, 1)),
  PRIMARY KEY (candidateId, commitSha)
) STRICT, WITHOUT ROWID;

-- The commits from one version to another, '' from the first on. They do not change, unless what was read of them was not
-- all there is.
CREATE TABLE changelog (
  projectId INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  fromSha TEXT NOT NULL,
  toSha TEXT NOT NULL,
  -- The project's paths when it was read.
  paths TEXT NOT NULL,
  body TEXT NOT NULL,
  readAt INTEGER NOT NULL,
  PRIMARY KEY (projectId, fromSha, toSha, paths)
) STRICT, WITHOUT ROWID;

CREATE TABLE progression (
  projectId INTEGER PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
  phases TEXT NOT NULL,
  updatedAt INTEGER NOT NULL
) STRICT;

ALTER TABLE project_environment ADD COLUMN promotes INTEGER NOT NULL DEFAULT 0 CHECK (promotes IN (0, 1));

CREATE TABLE hold (
  projectId INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  environmentId INTEGER NOT NULL REFERENCES environment (id) ON DELETE CASCADE,
  since INTEGER NOT NULL,
  deploymentId INTEGER REFERENCES deployment (id) ON DELETE SET NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (projectId, environmentId)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollback (
  deploymentId INTEGER PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
  replacedId INTEGER REFERENCES deployment (id) ON DELETE SET NULL,
  targetId INTEGER REFERENCES deployment (id) ON DELETE SET NULL,
  branch TEXT NOT NULL
) STRICT;
CREATE INDEX rollback_replaced ON rollback (replacedId) WHERE replacedId IS NOT NULL;

CREATE TABLE freeze (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  reason TEXT NOT NULL,
  zone TEXT NOT NULL,
  startsAt INTEGER NOT NULL,
  endsAt INTEGER,
  cron TEXT,
  minutes INTEGER,
  projects TEXT,
  environments TEXT,
  tiers TEXT,
  personId INTEGER REFERENCES person (id),
  createdAt INTEGER NOT NULL,
  removedAt INTEGER,
  -- What began and ended up to here stands in the log; the occurrence that stands began at openSince.
  notedTo INTEGER NOT NULL,
  openSince INTEGER,
  CHECK ((cron IS NULL) = (minutes IS NULL))
) STRICT;
CREATE INDEX freeze_standing ON freeze (ifnull(endsAt, ${Number.MAX_SAFE_INTEGER})) WHERE removedAt IS NULL;

-- What a freeze froze, once it has ended: changing the freeze does not change what was.
CREATE TABLE freeze_occurrence (
  freezeId INTEGER NOT NULL REFERENCES freeze (id) ON DELETE CASCADE,
  startsAt INTEGER NOT NULL,
  endsAt INTEGER NOT NULL,
  projects TEXT,
  environments TEXT,
  tiers TEXT,
  PRIMARY KEY (freezeId, startsAt)
) STRICT, WITHOUT ROWID;

CREATE TABLE workflow (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  projectId INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  environmentId INTEGER REFERENCES environment (id) ON DELETE CASCADE,
  steps TEXT NOT NULL,
  updatedAt INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX workflow_place ON workflow (projectId, coalesce(environmentId, 0));

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  workflowId INTEGER REFERENCES workflow (id) ON DELETE SET NULL,
  projectId INTEGER NOT NULL REFERENCES project (id),
  candidateId INTEGER REFERENCES candidate (id) ON DELETE CASCADE,
  deploymentId INTEGER REFERENCES deployment (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  steps TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN (${listOf(runStates)})),
  position INTEGER NOT NULL,
  jobId INTEGER,
  process TEXT,
  createdAt INTEGER NOT NULL,
  startedAt INTEGER,
  finishedAt INTEGER,
  errorMessage TEXT,
  CHECK ((candidateId IS NULL) <> (deploymentId IS NULL))
) STRICT;
CREATE INDEX run_deployment ON run (deploymentId, attempt) WHERE deploymentId IS NOT NULL;
CREATE INDEX run_candidate ON run (candidateId, id) WHERE candidateId IS NOT NULL;
CREATE INDEX run_open ON run (status, id) WHERE finishedAt IS NULL;

CREATE TABLE run_step (
  runId INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  try INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN (${listOf(stepStates)})),
  startedAt INTEGER NOT NULL,
  finishedAt INTEGER,
  exitCode INTEGER,
  httpStatus INTEGER,
  errorMessage TEXT,
  personId INTEGER REFERENCES person (id),
  PRIMARY KEY (runId, position, try)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_output (
  id INTEGER PRIMARY KEY,
  runId INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  try INTEGER NOT NULL,
  stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr', 'slipway')),
  at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX run_output_run ON run_output (runId);
CREATE INDEX run_output_step ON run_output (runId, position);

CREATE VIRTUAL TABLE run_text USING fts5 (
  text, content = 'run_output', content_rowid = 'id', prefix = '2 3', detail = 'column',
  tokenize = "unicode61 tokenchars '.-_+/'"
);

-- Numbers are given away again, so what hangs on one goes with it however a run is taken away.
CREATE TRIGGER run_output_gone AFTER DELETE ON run_output BEGIN
  INSERT INTO run_text (run_text, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;
CREATE TRIGGER run_gone AFTER DELETE ON run BEGIN
  DELETE FROM due WHERE kind = 'run' AND subjectId = OLD.id;
END;
`;
