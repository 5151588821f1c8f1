import type { AppStatus, BuildTarget, OperatingSystem } from '#shared/features/build/model.ts';
import type { StoreEvent } from '#shared/features/build/record.ts';
import type { Connection } from '../../store/open.ts';

type Stored<Row extends AppStatus> = Omit<Row, 'live'> & { readonly live: number };
type PlacedStatus = AppStatus & { readonly projectId: number; readonly project: string };

const COLUMNS = `s.os, s.target, s.deploymentId, s.live, s.envVersion, s.storeVersion, s.versionCode, s.tag,
  s.publisher, s.publishedAt, s.createdAt, s.updatedAt`;

const toStatus = <Row extends AppStatus>(stored: Stored<Row>): Row =>
  ({ ...stored, live: stored.live === 1 }) as unknown as Row;

/** What runs in each channel of the stores: one row for a project's operating system and target. */
export function appStatusStore(db: Connection) {
  const get = db.prepare<[number, string, string], Stored<AppStatus>>(
    `SELECT ${COLUMNS} FROM app_status s WHERE s.projectId = ? AND s.os = ? AND s.target = ?`,
  );
  const all = db.prepare<[{ projectId: number | null }], Stored<PlacedStatus>>(
    `SELECT ${COLUMNS}, s.projectId, p.name AS project FROM app_status s CROSS JOIN project p ON p.id = s.projectId
     WHERE s.projectId = cast(@projectId AS INTEGER) OR @projectId IS NULL ORDER BY p.name, s.os, s.target`,
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO app_status (projectId, os, target, deploymentId, live, envVersion, storeVersion,
       versionCode, tag, publisher, publishedAt, createdAt, updatedAt)
     VALUES (@projectId, @os, @target, @deploymentId, @live, @envVersion, @storeVersion, @versionCode, @tag,
       @publisher, @publishedAt, @createdAt, @updatedAt)`,
  );
  return {
    get(projectId: number, os: OperatingSystem, target: BuildTarget): AppStatus | null {
      const found = get.get(projectId, os, target);
      return found ? toStatus(found) : null;
    },
    all: (projectId: number | null): PlacedStatus[] =>
      all.all({ projectId }).map((stored) => toStatus(stored)),
    put: (projectId: number, status: AppStatus): void =>
      void put.run({ ...status, projectId, live: Number(status.live) }),
  };
}

export interface NewStoreEvent
  extends Pick<StoreEvent, 'kind' | 'state' | 'occurredAt' | 'recordedAt' | 'note'> {
  readonly deploymentId: number;
  readonly personId: number;
}

/** What happened to builds around their stores; append-only. */
export function storeEventStore(db: Connection) {
  const insert = db.prepare(
    `INSERT INTO store_event (deploymentId, kind, state, occurredAt, recordedAt, personId, note)
     VALUES (@deploymentId, @kind, @state, @occurredAt, @recordedAt, @personId, @note)`,
  );
  const of = db.prepare<[number], StoreEvent>(
    `SELECT v.id, v.kind, v.state, v.occurredAt, v.recordedAt, a.name AS actor, v.note
     FROM store_event v LEFT JOIN person a ON a.id = v.personId WHERE v.deploymentId = ? ORDER BY v.id`,
  );
  return {
    append: (event: NewStoreEvent): void => void insert.run(event),
    /** In the order in which they became known, which is the order in which they happened. */
    of: (deploymentId: number): StoreEvent[] => of.all(deploymentId),
  };
}
