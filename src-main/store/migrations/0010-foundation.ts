import { deploymentStatuses } from '#shared/features/deployment/machine.ts';
import { listOf } from './list.ts';

/**
 * The first schema. Every time is an integer of ms UTC; ids are in time order (`#shared/ids.ts`).
 * Maintained in the same transaction as what they sum up: project.releases, cell, total, status_total, rollup_day, rollup_project.
 */
export const foundation = `
CREATE TABLE workspace (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  createdAt INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  email TEXT
) STRICT;

CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('mobile', 'fleet', 'service')),
  repository TEXT,
  description TEXT,
  versionScheme TEXT CHECK (versionScheme IN ('semver', 'calver', 'free')),
  createdAt INTEGER NOT NULL,
  importId INTEGER,
  releases INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX project_repository ON project (repository) WHERE repository IS NOT NULL;

CREATE TABLE environment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  tier TEXT NOT NULL CHECK (tier IN ('development', 'staging', 'production')),
  position INTEGER NOT NULL,
  createdAt INTEGER NOT NULL,
  importId INTEGER
) STRICT;

CREATE TABLE project_environment (
  projectId INTEGER NOT NULL REFERENCES project (id),
  environmentId INTEGER NOT NULL REFERENCES environment (id),
  PRIMARY KEY (projectId, environmentId)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_environment_environment ON project_environment (environmentId);

CREATE TABLE release (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  projectId INTEGER NOT NULL REFERENCES project (id),
  version TEXT NOT NULL,
  versionKey TEXT NOT NULL,
  name TEXT,
  notes TEXT,
  commitSha TEXT,
  branch TEXT,
  channel TEXT,
  url TEXT,
  author TEXT,
  publishedAt INTEGER NOT NULL,
  recordedAt INTEGER NOT NULL,
  importId INTEGER,
  UNIQUE (projectId, version)
) STRICT;
CREATE INDEX release_order ON release (projectId, versionKey);
CREATE INDEX release_version ON release (version);
CREATE INDEX release_import ON release (importId) WHERE importId IS NOT NULL;

CREATE TABLE deployment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('environment', 'build', 'code-push', 'fleet')),
  status TEXT NOT NULL CHECK (status IN (${listOf(deploymentStatuses)})),
  policy TEXT NOT NULL,
  projectId INTEGER NOT NULL REFERENCES project (id),
  environmentId INTEGER NOT NULL REFERENCES environment (id),
  releaseId INTEGER REFERENCES release (id),
  version TEXT NOT NULL,
  fromVersion TEXT,
  commitSha TEXT,
  personId INTEGER REFERENCES person (id),
  source TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  triggeredAt INTEGER NOT NULL,
  startedAt INTEGER,
  finishedAt INTEGER,
  succeededAt INTEGER,
  errorMessage TEXT,
  flags INTEGER NOT NULL,
  recordedAt INTEGER NOT NULL,
  importId INTEGER
) STRICT;
CREATE UNIQUE INDEX deployment_uid ON deployment (uid);
CREATE UNIQUE INDEX deployment_number ON deployment (number);
CREATE INDEX deployment_time ON deployment (triggeredAt);
CREATE INDEX deployment_project ON deployment (projectId, triggeredAt);
CREATE INDEX deployment_cell ON deployment (projectId, environmentId, triggeredAt);
CREATE INDEX deployment_environment ON deployment (environmentId, triggeredAt);
CREATE INDEX deployment_status ON deployment (status, triggeredAt);
CREATE INDEX deployment_project_status ON deployment (projectId, status, triggeredAt);
CREATE INDEX deployment_person ON deployment (personId, triggeredAt);
CREATE INDEX deployment_commit ON deployment (commitSha) WHERE commitSha IS NOT NULL;
CREATE INDEX deployment_release ON deployment (releaseId) WHERE releaseId IS NOT NULL;
CREATE INDEX deployment_import ON deployment (importId) WHERE importId IS NOT NULL;

CREATE TABLE deployment_detail (
  deploymentId INTEGER PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
  occurredAt INTEGER NOT NULL,
  scheduledFor INTEGER,
  description TEXT,
  notes TEXT,
  reason TEXT,
  metadata TEXT,
  rawSystem TEXT,
  raw TEXT
) STRICT;

CREATE TABLE deployment_event (
  id INTEGER PRIMARY KEY,
  deploymentId INTEGER NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  status TEXT NOT NULL,
  cause TEXT NOT NULL,
  occurredAt INTEGER NOT NULL,
  recordedAt INTEGER NOT NULL,
  personId INTEGER,
  note TEXT
) STRICT;
CREATE INDEX deployment_event_deployment ON deployment_event (deploymentId, id);

CREATE TABLE deployment_attempt (
  deploymentId INTEGER NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  projectId INTEGER NOT NULL,
  environmentId INTEGER NOT NULL,
  status TEXT NOT NULL,
  triggeredAt INTEGER NOT NULL,
  startedAt INTEGER,
  finishedAt INTEGER,
  succeededAt INTEGER,
  succeededRecordedAt INTEGER,
  rolledBackAt INTEGER,
  rolledBackRecordedAt INTEGER,
  errorMessage TEXT,
  PRIMARY KEY (deploymentId, attempt)
) STRICT, WITHOUT ROWID;
CREATE INDEX deployment_attempt_success
  ON deployment_attempt (projectId, environmentId, succeededAt, deploymentId, attempt)
  WHERE succeededAt IS NOT NULL;

CREATE TABLE deployment_step (
  deploymentId INTEGER NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  startedAt INTEGER,
  finishedAt INTEGER,
  note TEXT,
  PRIMARY KEY (deploymentId, attempt, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE deployment_issue (
  id INTEGER PRIMARY KEY,
  deploymentId INTEGER NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
  title TEXT NOT NULL,
  detail TEXT,
  url TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX deployment_issue_deployment ON deployment_issue (deploymentId);

CREATE TABLE artifact (
  id INTEGER PRIMARY KEY,
  deploymentId INTEGER REFERENCES deployment (id) ON DELETE CASCADE,
  releaseId INTEGER REFERENCES release (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  size INTEGER,
  checksum TEXT,
  contentType TEXT,
  CHECK ((deploymentId IS NULL) <> (releaseId IS NULL))
) STRICT;
CREATE INDEX artifact_deployment ON artifact (deploymentId) WHERE deploymentId IS NOT NULL;
CREATE INDEX artifact_release ON artifact (releaseId) WHERE releaseId IS NOT NULL;

CREATE VIRTUAL TABLE deployment_text USING fts5 (
  version, project, environment, actor, words,
  content = '', contentless_delete = 1, prefix = '1 2 3', detail = 'column',
  tokenize = "unicode61 tokenchars '.-_+/'"
);

CREATE TABLE search_term (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE reindex (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL CHECK (scope IN ('project', 'environment', 'import')),
  scopeId INTEGER NOT NULL,
  lastId INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE cell (
  projectId INTEGER NOT NULL,
  environmentId INTEGER NOT NULL,
  deploymentId INTEGER,
  version TEXT,
  versionKey TEXT,
  triggeredAt INTEGER,
  deployedAt INTEGER,
  drift INTEGER,
  latestId INTEGER,
  latestStatus TEXT,
  PRIMARY KEY (projectId, environmentId)
) STRICT, WITHOUT ROWID;

CREATE TABLE total (
  projectId INTEGER NOT NULL,
  environmentId INTEGER NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (projectId, environmentId, status)
) STRICT, WITHOUT ROWID;

CREATE INDEX total_environment ON total (environmentId, status, count);

CREATE TABLE status_total (
  status TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_day (
  day INTEGER NOT NULL,
  environmentId INTEGER NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (day, environmentId, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_project (
  projectId INTEGER NOT NULL,
  day INTEGER NOT NULL,
  environmentId INTEGER NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (projectId, day, environmentId, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias (
  system TEXT NOT NULL,
  kind TEXT NOT NULL,
  externalId TEXT NOT NULL,
  rowId INTEGER NOT NULL,
  importId INTEGER,
  PRIMARY KEY (system, kind, externalId)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_row ON alias (kind, rowId);

CREATE TABLE activity (
  seq INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL GENERATED ALWAYS AS (entry ->> '$.at') VIRTUAL,
  actor TEXT NOT NULL GENERATED ALWAYS AS (entry ->> '$.actor.name') VIRTUAL,
  verb TEXT NOT NULL GENERATED ALWAYS AS (entry ->> '$.verb') VIRTUAL,
  objectId TEXT NOT NULL GENERATED ALWAYS AS (entry ->> '$.object.id') VIRTUAL,
  noun TEXT NOT NULL GENERATED ALWAYS AS (entry ->> '$.object.noun') VIRTUAL,
  door TEXT NOT NULL GENERATED ALWAYS AS (entry ->> '$.door') VIRTUAL,
  refused TEXT GENERATED ALWAYS AS (entry ->> '$.refused') VIRTUAL
) STRICT;
CREATE INDEX activity_actor ON activity (actor);
CREATE INDEX activity_verb ON activity (verb);
CREATE INDEX activity_object ON activity (objectId);
CREATE INDEX activity_refused ON activity (seq) WHERE refused IS NOT NULL;
CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity
  BEGIN SELECT RAISE (ABORT, 'activity is append-only'); END;
CREATE TRIGGER activity_no_delete BEFORE DELETE ON activity
  BEGIN SELECT RAISE (ABORT, 'activity is append-only'); END;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  fileName TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'canceled', 'undoing', 'undone')),
  options TEXT NOT NULL,
  counts TEXT NOT NULL,
  startedAt INTEGER NOT NULL,
  finishedAt INTEGER,
  jobId INTEGER,
  note TEXT,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_sha256 ON import (sha256);

CREATE TABLE import_before (
  importId INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  rowId INTEGER NOT NULL,
  image TEXT NOT NULL,
  PRIMARY KEY (importId, kind, rowId)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'canceled')),
  done INTEGER NOT NULL,
  total INTEGER,
  unit TEXT NOT NULL,
  input TEXT NOT NULL,
  result TEXT,
  error TEXT,
  createdAt INTEGER NOT NULL,
  finishedAt INTEGER,
  resumed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX job_status ON job (status);
CREATE INDEX job_kind ON job (kind, id);

CREATE TABLE due (
  id INTEGER PRIMARY KEY,
  dueAt INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subjectId INTEGER NOT NULL,
  UNIQUE (kind, subjectId)
) STRICT;
CREATE INDEX due_at ON due (dueAt);

CREATE TABLE token (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hint TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  personName TEXT NOT NULL,
  email TEXT,
  scopes TEXT NOT NULL,
  createdAt INTEGER NOT NULL,
  expiresAt INTEGER,
  revokedAt INTEGER,
  lastUsedAt INTEGER
) STRICT;

CREATE TABLE idempotency (
  tokenId INTEGER NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tokenId, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL
) STRICT;
`;
