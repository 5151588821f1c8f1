import { buildTargets, operatingSystems, storeStates } from '#shared/features/build/model.ts';
import { storeEventKinds } from '#shared/features/build/record.ts';
import { dispositions, reportKinds } from '#shared/features/codepush/metrics.ts';
import { releaseMethods, selectionPolicies } from '#shared/features/codepush/model.ts';
import { credentialKinds } from '#shared/features/credential/model.ts';
import { distributionStatuses } from '#shared/features/distribution/machine.ts';
import { distributionEventKinds, outputKinds } from '#shared/features/distribution/record.ts';
import { stores } from '#shared/features/distribution/stores.ts';
import { openPlanStatuses, planStatuses } from '#shared/features/rollout/machine.ts';
import { rolloutActions } from '#shared/features/rollout/model.ts';
import { DEFAULT_QUOTA } from '#shared/features/storage/contract.ts';
import { listOf } from './list.ts';

/**
 * Builds, CodePush channels and releases, the clients that run them, store distributions, credentials and stored
 * content. Maintained in the same transaction as what they sum up: channel_count, channel_day, app_status, mobile_total.
 * The last by triggers, because builds and releases come and go in two features, and with an import in neither.
 */
export const mobile = `
CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  createdAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE storage (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  quota INTEGER
) STRICT;
INSERT INTO storage (one, quota) VALUES (1, ${DEFAULT_QUOTA});

CREATE TABLE build (
  deploymentId INTEGER PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
  projectId INTEGER NOT NULL REFERENCES project (id),
  os TEXT NOT NULL CHECK (os IN (${listOf(operatingSystems)})),
  target TEXT NOT NULL CHECK (target IN (${listOf(buildTargets)})),
  tag TEXT NOT NULL,
  envVersion TEXT NOT NULL,
  storeVersion TEXT,
  versionCode INTEGER,
  javaVersion TEXT,
  xcodeVersion TEXT,
  extensions TEXT NOT NULL,
  plugins TEXT NOT NULL,
  checksum TEXT,
  size INTEGER,
  uploadDuration INTEGER,
  downloadUrl TEXT,
  blob TEXT REFERENCES blob (sha256),
  remoteId TEXT,
  isOnStore TEXT CHECK (isOnStore IN (${listOf(storeStates)})),
  liveFrom INTEGER,
  liveUntil INTEGER,
  forceUpdate INTEGER NOT NULL DEFAULT 0,
  retryOf INTEGER REFERENCES deployment (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX build_place ON build (projectId, os, target, deploymentId);
CREATE INDEX build_channel ON build (os, target, deploymentId);
CREATE UNIQUE INDEX build_live ON build (projectId, os, target) WHERE liveFrom IS NOT NULL AND liveUntil IS NULL;
CREATE INDEX build_blob ON build (blob) WHERE blob IS NOT NULL;
CREATE INDEX build_retry ON build (retryOf) WHERE retryOf IS NOT NULL;

CREATE TABLE app_status (
  projectId INTEGER NOT NULL REFERENCES project (id),
  os TEXT NOT NULL,
  target TEXT NOT NULL,
  deploymentId INTEGER NOT NULL,
  live INTEGER NOT NULL,
  envVersion TEXT NOT NULL,
  storeVersion TEXT,
  versionCode INTEGER,
  tag TEXT NOT NULL,
  publisher TEXT,
  publishedAt INTEGER NOT NULL,
  createdAt INTEGER NOT NULL,
  updatedAt INTEGER NOT NULL,
  PRIMARY KEY (projectId, os, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE channel (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  projectId INTEGER NOT NULL REFERENCES project (id),
  os TEXT NOT NULL CHECK (os IN (${listOf(operatingSystems)})),
  target TEXT NOT NULL CHECK (target IN (${listOf(buildTargets)})),
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  selection TEXT NOT NULL CHECK (selection IN (${listOf(selectionPolicies)})),
  environmentId INTEGER NOT NULL REFERENCES environment (id),
  lastNumber INTEGER NOT NULL DEFAULT 0,
  clearedThrough INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  publicKey TEXT,
  createdAt INTEGER NOT NULL,
  UNIQUE (projectId, os, name)
) STRICT;
CREATE INDEX channel_place ON channel (projectId, os, target, id);
CREATE INDEX channel_environment ON channel (environmentId);

CREATE TABLE app_name (
  id INTEGER PRIMARY KEY,
  projectId INTEGER NOT NULL REFERENCES project (id),
  os TEXT NOT NULL CHECK (os IN (${listOf(operatingSystems)})),
  name TEXT NOT NULL UNIQUE,
  UNIQUE (projectId, os)
) STRICT;

CREATE TABLE package (
  packageHash TEXT PRIMARY KEY,
  blob TEXT REFERENCES blob (sha256),
  size INTEGER NOT NULL,
  facts TEXT NOT NULL,
  createdAt INTEGER NOT NULL
) STRICT;
CREATE INDEX package_blob ON package (blob);
CREATE INDEX package_awaited ON package (packageHash) WHERE blob IS NULL;

CREATE TABLE code_push (
  deploymentId INTEGER PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
  channelId INTEGER NOT NULL REFERENCES channel (id),
  parentId INTEGER REFERENCES deployment (id),
  tag TEXT NOT NULL,
  number INTEGER,
  packageHash TEXT NOT NULL REFERENCES package (packageHash),
  size INTEGER NOT NULL,
  signed INTEGER NOT NULL,
  targetBinaryRange TEXT NOT NULL,
  description TEXT NOT NULL,
  isMandatory INTEGER NOT NULL,
  isDisabled INTEGER NOT NULL,
  rollout INTEGER NOT NULL CHECK (rollout BETWEEN 0 AND 10000),
  superseded INTEGER NOT NULL,
  releaseMethod TEXT NOT NULL CHECK (releaseMethod IN (${listOf(releaseMethods)})),
  originalLabel TEXT,
  originalChannelId INTEGER REFERENCES channel (id),
  releasedAt INTEGER NOT NULL,
  updatedAt INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX code_push_number ON code_push (channelId, number);
CREATE INDEX code_push_unfinished ON code_push (rollout, deploymentId) WHERE rollout < 10000 AND superseded = 0;
CREATE INDEX code_push_parent ON code_push (parentId) WHERE parentId IS NOT NULL;
CREATE INDEX code_push_package ON code_push (packageHash);
CREATE INDEX code_push_original ON code_push (originalChannelId, originalLabel) WHERE originalChannelId IS NOT NULL;

CREATE TABLE package_diff (
  packageHash TEXT NOT NULL REFERENCES package (packageHash),
  fromHash TEXT NOT NULL,
  blob TEXT REFERENCES blob (sha256),
  size INTEGER,
  createdAt INTEGER NOT NULL,
  PRIMARY KEY (packageHash, fromHash)
) STRICT, WITHOUT ROWID;
CREATE INDEX package_diff_blob ON package_diff (blob) WHERE blob IS NOT NULL;

CREATE TABLE client_report (
  id INTEGER PRIMARY KEY,
  channelId INTEGER NOT NULL,
  at INTEGER NOT NULL,
  clientId TEXT,
  kind TEXT NOT NULL CHECK (kind IN (${listOf(reportKinds)})),
  place TEXT,
  previous TEXT,
  disposition TEXT NOT NULL CHECK (disposition IN (${listOf(dispositions)}))
) STRICT;

CREATE TABLE client (
  channelId INTEGER NOT NULL,
  clientId TEXT NOT NULL,
  place TEXT,
  previous TEXT,
  movedAt INTEGER,
  movedSequence INTEGER,
  seenAt INTEGER NOT NULL,
  PRIMARY KEY (channelId, clientId)
) STRICT, WITHOUT ROWID;

CREATE TABLE client_counted (
  channelId INTEGER NOT NULL,
  clientId TEXT NOT NULL,
  place TEXT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (channelId, clientId, place, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE channel_count (
  channelId INTEGER NOT NULL,
  place TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 0,
  installed INTEGER NOT NULL DEFAULT 0,
  downloaded INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  anonymous INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channelId, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE channel_before (
  channelId INTEGER NOT NULL,
  place TEXT NOT NULL,
  active INTEGER NOT NULL,
  installed INTEGER NOT NULL,
  downloaded INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channelId, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE channel_day (
  channelId INTEGER NOT NULL,
  day INTEGER NOT NULL,
  place TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 0,
  installed INTEGER NOT NULL DEFAULT 0,
  downloaded INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  anonymous INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (channelId, day, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollout_plan (
  deploymentId INTEGER PRIMARY KEY REFERENCES deployment (id) ON DELETE CASCADE,
  channelId INTEGER NOT NULL REFERENCES channel (id),
  status TEXT NOT NULL CHECK (status IN (${listOf(planStatuses)})),
  steps TEXT NOT NULL,
  enteredAt INTEGER NOT NULL,
  installedBefore INTEGER NOT NULL,
  failedBefore INTEGER NOT NULL,
  begunAt INTEGER NOT NULL
) STRICT;
CREATE INDEX rollout_plan_open ON rollout_plan (deploymentId) WHERE status IN (${listOf(openPlanStatuses)});
CREATE INDEX rollout_plan_channel ON rollout_plan (channelId, status);

CREATE TABLE rollout_decision (
  id INTEGER PRIMARY KEY,
  deploymentId INTEGER NOT NULL REFERENCES rollout_plan (deploymentId) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN (${listOf(rolloutActions)})),
  actor TEXT,
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX rollout_decision_deployment ON rollout_decision (deploymentId, id);

CREATE TABLE distribution (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  deploymentId INTEGER NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
  projectId INTEGER NOT NULL REFERENCES project (id),
  store TEXT NOT NULL CHECK (store IN (${listOf(stores)})),
  track TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN (${listOf(distributionStatuses)})),
  releaseMethod TEXT NOT NULL CHECK (releaseMethod IN ('upload', 'promote')),
  releaseNotes TEXT NOT NULL,
  uploadMetadata INTEGER NOT NULL,
  uploadScreenshots INTEGER NOT NULL,
  shouldSubmitForReview INTEGER NOT NULL,
  shouldAutoRelease INTEGER NOT NULL,
  userFraction REAL NOT NULL,
  updatePriority INTEGER NOT NULL,
  remoteId TEXT,
  storeState TEXT,
  staged TEXT,
  jobId INTEGER,
  process TEXT,
  personId INTEGER REFERENCES person (id),
  canceledById INTEGER REFERENCES person (id),
  retryOf INTEGER REFERENCES distribution (id),
  errorMessage TEXT,
  createdAt INTEGER NOT NULL,
  startedAt INTEGER,
  finishedAt INTEGER,
  updatedAt INTEGER NOT NULL
) STRICT;
CREATE INDEX distribution_deployment ON distribution (deploymentId, id);
CREATE INDEX distribution_project ON distribution (projectId, id);
CREATE INDEX distribution_app ON distribution (projectId, store, id);
CREATE INDEX distribution_status ON distribution (status, id);
CREATE INDEX distribution_retry ON distribution (retryOf) WHERE retryOf IS NOT NULL;
CREATE UNIQUE INDEX distribution_open ON distribution (deploymentId, track) WHERE status IN ('pending', 'uploading');

CREATE TABLE distribution_event (
  id INTEGER PRIMARY KEY,
  distributionId INTEGER NOT NULL REFERENCES distribution (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN (${listOf([...distributionEventKinds, ...outputKinds])})),
  text TEXT NOT NULL,
  facts TEXT,
  personId INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX distribution_event_course ON distribution_event (distributionId, id)
  WHERE kind NOT IN (${listOf(outputKinds)});
CREATE INDEX distribution_event_output ON distribution_event (distributionId, id)
  WHERE kind IN (${listOf(outputKinds)});

CREATE TABLE store_event (
  id INTEGER PRIMARY KEY,
  deploymentId INTEGER NOT NULL REFERENCES deployment (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN (${listOf(storeEventKinds)})),
  state TEXT CHECK (state IN (${listOf(storeStates)})),
  occurredAt INTEGER NOT NULL,
  recordedAt INTEGER NOT NULL,
  personId INTEGER REFERENCES person (id),
  note TEXT
) STRICT;
CREATE INDEX store_event_deployment ON store_event (deploymentId, id);

CREATE TABLE delivery (
  projectId INTEGER NOT NULL REFERENCES project (id),
  store TEXT NOT NULL CHECK (store IN (${listOf(stores)})),
  settings TEXT NOT NULL,
  updatedAt INTEGER NOT NULL,
  PRIMARY KEY (projectId, store)
) STRICT, WITHOUT ROWID;

CREATE TABLE store_seen (
  projectId INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  store TEXT NOT NULL CHECK (store IN (${listOf(stores)})),
  released TEXT NOT NULL,
  waitsForConsole INTEGER NOT NULL,
  updatedAt INTEGER NOT NULL,
  PRIMARY KEY (projectId, store)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  projectId INTEGER NOT NULL REFERENCES project (id),
  kind TEXT NOT NULL CHECK (kind IN (${listOf(credentialKinds)})),
  os TEXT NOT NULL CHECK (os IN (${listOf(operatingSystems)})),
  target TEXT CHECK (target IN (${listOf(buildTargets)})),
  bundleIdentifier TEXT,
  slots TEXT NOT NULL,
  expiresAt INTEGER,
  updatedAt INTEGER NOT NULL
) STRICT;
CREATE INDEX credential_project ON credential (projectId, id);
CREATE UNIQUE INDEX credential_same
  ON credential (projectId, kind, os, coalesce(target, ''), coalesce(bundleIdentifier, ''));
CREATE INDEX credential_expiry ON credential (expiresAt) WHERE expiresAt IS NOT NULL;

CREATE TABLE mobile_total (
  projectId INTEGER PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
  count INTEGER NOT NULL
) STRICT;
CREATE TRIGGER build_counted AFTER INSERT ON build BEGIN
  INSERT INTO mobile_total (projectId, count) VALUES (NEW.projectId, 1)
    ON CONFLICT (projectId) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER build_discounted AFTER DELETE ON build BEGIN
  UPDATE mobile_total SET count = count - 1 WHERE projectId = OLD.projectId;
END;
CREATE TRIGGER code_push_counted AFTER INSERT ON code_push BEGIN
  INSERT INTO mobile_total (projectId, count) SELECT projectId, 1 FROM channel WHERE id = NEW.channelId
    ON CONFLICT (projectId) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER code_push_discounted AFTER DELETE ON code_push BEGIN
  UPDATE mobile_total SET count = count - 1 WHERE projectId = (SELECT projectId FROM channel WHERE id = OLD.channelId);
END;
`;
