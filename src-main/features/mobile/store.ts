import type { DeploymentStatus } from '#shared/features/deployment/machine.ts';
import type { MobileOrder } from '#shared/features/mobile/contract.ts';
import type { MobileKind, MobilePerson } from '#shared/features/mobile/model.ts';
import type { Connection } from '../../store/open.ts';
import { literal, type Statements, sql } from '../../store/sql.ts';
import {
  CANCELED_BY,
  conditionOf,
  IS_MOBILE,
  MOBILE_JOINS,
  type MobileSelection,
  orderOf,
  UPDATED_AT,
} from './selection.ts';

/** What a build and a release have in common, beside their own facts. */
export interface MobileState {
  readonly id: number;
  readonly uid: string;
  readonly number: number;
  readonly kind: MobileKind;
  readonly projectId: number;
  readonly status: DeploymentStatus;
  readonly personId: number | null;
  readonly canceledById: number | null;
  readonly description: string | null;
  readonly errorMessage: string | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly updatedAt: number;
}

/** Reads builds and code-push releases together, as programs ask for them that page by number. */
export function mobileStore(db: Connection, statements: Statements) {
  const state = db.prepare<[number], MobileState>(
    `SELECT d.id, d.uid, d.number, d.kind, d.projectId, d.status, d.personId, d.errorMessage,
       d.triggeredAt AS createdAt, d.startedAt, d.finishedAt, x.description, ${UPDATED_AT} AS updatedAt,
       ${CANCELED_BY} AS canceledById
     FROM deployment d CROSS JOIN deployment_detail x ON x.deploymentId = d.id ${MOBILE_JOINS}
     WHERE d.id = cast(? AS INTEGER) AND ${IS_MOBILE}`,
  );
  const newest = db
    .prepare<[number, number, number], number>(
      `SELECT d.id FROM deployment d INDEXED BY deployment_project ${MOBILE_JOINS}
       WHERE d.projectId = cast(? AS INTEGER) AND ${IS_MOBILE}
       ORDER BY d.triggeredAt DESC, d.id DESC LIMIT cast(? AS INTEGER) OFFSET cast(? AS INTEGER)`,
    )
    .pluck();
  const total = db
    .prepare<[number], number>('SELECT count FROM mobile_total WHERE projectId = cast(? AS INTEGER)')
    .pluck();
  const lastActivity = db
    .prepare<[number], number | null>(
      'SELECT max(triggeredAt) FROM deployment INDEXED BY deployment_project WHERE projectId = cast(? AS INTEGER)',
    )
    .pluck();
  const person = db.prepare<[number], Omit<MobilePerson, 'externalId' | 'since'> & { since: number | null }>(
    `SELECT p.id, p.name, p.email,
       (SELECT min(t.createdAt) FROM token t WHERE t.personName = p.name) AS since,
       (SELECT max(t.lastUsedAt) FROM token t WHERE t.personName = p.name) AS seenAt
     FROM person p WHERE p.id = ?`,
  );
  const from = literal(
    `FROM deployment d INDEXED BY deployment_project
     CROSS JOIN deployment_detail x ON x.deploymentId = d.id ${MOBILE_JOINS}`,
  );

  return {
    state: (id: number): MobileState | undefined => state.get(id),
    /** The newest of a project, by the index. A deep page costs what it passes over. */
    newest: (projectId: number, skip: number, take: number): number[] => newest.all(projectId, take, skip),
    /** How many builds and releases a project has. */
    total: (projectId: number): number => total.get(projectId) ?? 0,
    /** The ids of a page and the exact number of matches; looks at every record of the project. */
    search(selection: MobileSelection, order: readonly MobileOrder[], skip: number, take: number) {
      const condition = conditionOf(selection);
      const found = statements.get<{ total: number }>(
        sql`SELECT count(*) AS total ${from} WHERE ${condition}`,
      );
      const ids = statements
        .all<{ id: number }>(
          sql`SELECT d.id ${from} WHERE ${condition} ORDER BY ${orderOf(order)} LIMIT ${take} OFFSET ${skip}`,
        )
        .map(({ id }) => id);
      return { ids, total: found?.total ?? 0 };
    },
    lastActivityAt: (projectId: number): number | null => lastActivity.get(projectId) ?? null,
    /** Somebody by id; `since` is null for one without a token. */
    person: (id: number) => person.get(id),
  };
}
