import type { ChangeKey, ChangeKind } from '#shared/features/matrix/changes.ts';
import { heldVerbs, idBound, liftVerbs, newestFirst } from '#shared/features/matrix/changes.ts';
import { listOf } from '../../store/migrations/list.ts';
import type { Connection } from '../../store/open.ts';

interface Source {
  readonly kind: Exclude<ChangeKind, 'deployment'>;
  /** A table with the index that holds it in the order of `at`, then `id`. */
  readonly table: string;
  readonly at: string;
  readonly id: string;
  readonly only: string;
}

/**
 * What froze is told by the occurrences that ended and by what stands; what was held, by the log, for as long as the
 * deployment is there that it is told of.
 */
const sources: readonly Source[] = [
  {
    kind: 'freezeEnd',
    table: 'freeze_occurrence INDEXED BY freeze_occurrence_end',
    at: 'endsAt',
    id: 'freezeId',
    only: '',
  },
  {
    kind: 'freezeBegin',
    table: 'freeze_occurrence INDEXED BY freeze_occurrence_start',
    at: 'startsAt',
    id: 'freezeId',
    only: '',
  },
  {
    kind: 'freezeBegin',
    table: 'freeze INDEXED BY freeze_open',
    at: 'openSince',
    id: 'id',
    only: 'AND openSince IS NOT NULL',
  },
  {
    kind: 'hold',
    table: 'activity INDEXED BY activity_overlay',
    at: 'at',
    id: 'seq',
    only: `AND verb IN (${listOf([...heldVerbs, ...liftVerbs])}) AND refused IS NULL
      AND verb IN (${listOf(heldVerbs)}) AND EXISTS (SELECT 1 FROM deployment d WHERE d.uid = objectId)`,
  },
];

interface Moment {
  readonly at: number;
  readonly id: number;
}

function momentsOf(db: Connection, { kind, table, at, id, only }: Source) {
  const before = db.prepare<{ at: number; id: number; from: number; limit: number }, Moment>(
    `SELECT ${at} AS at, ${id} AS id FROM ${table}
     WHERE (${at}, ${id}) < (cast(@at AS INTEGER), cast(@id AS INTEGER)) AND ${at} >= cast(@from AS INTEGER) ${only}
     ORDER BY ${at} DESC, ${id} DESC LIMIT cast(@limit AS INTEGER)`,
  );
  const after = db.prepare<{ at: number; limit: number }, Moment>(
    `SELECT ${at} AS at, ${id} AS id FROM ${table} WHERE ${at} > cast(@at AS INTEGER) ${only}
     ORDER BY ${at}, ${id} LIMIT cast(@limit AS INTEGER)`,
  );
  const keyed = ({ at: when, id: own }: Moment): ChangeKey => ({ at: when, kind, id: own });
  return {
    before: (cursor: ChangeKey, from: number, limit: number): ChangeKey[] =>
      before.all({ at: cursor.at, id: idBound(kind, cursor), from, limit }).map(keyed),
    after: (instant: number, limit: number): ChangeKey[] => after.all({ at: instant, limit }).map(keyed),
  };
}

/** When freezes and holds began and ended. Each source is an index in the order of time, so a page of keys is a few seeks. */
export function overlayStore(db: Connection) {
  const moments = sources.map((source) => momentsOf(db, source));
  return {
    /** The newest before a cursor and not before an instant, newest first. */
    overlaysBefore: (cursor: ChangeKey, from: number, limit: number): ChangeKey[] =>
      moments
        .flatMap((one) => one.before(cursor, from, limit))
        .sort(newestFirst)
        .slice(0, limit),
    /** Those after an instant, the earliest first. */
    overlaysAfter: (at: number, limit: number): ChangeKey[] =>
      moments
        .flatMap((one) => one.after(at, limit))
        .sort((a, b) => newestFirst(b, a))
        .slice(0, limit),
  };
}
