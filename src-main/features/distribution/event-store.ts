import type { OutputStream } from '#shared/features/action/model.ts';
import type {
  DistributionEventKind,
  DistributionEventRow,
  OutputRow,
} from '#shared/features/distribution/record.ts';
import type { Connection } from '../../store/open.ts';

type Stored = Omit<DistributionEventRow, 'facts'> & { readonly facts: string | null };

export interface NewDistributionEvent {
  readonly distributionId: number;
  readonly at: number;
  readonly kind: DistributionEventKind | OutputStream;
  readonly text: string;
  readonly facts?: DistributionEventRow['facts'];
  readonly personId: number | null;
}

const OUTPUT = `kind IN ('stdout', 'stderr')`;

/** What happened to distributions, and what their deliveries wrote: append-only. */
export function distributionEventStore(db: Connection) {
  const course = db.prepare<[number, number], Stored>(
    `SELECT v.id, v.at, v.kind, v.text, v.facts, a.name AS actor
     FROM distribution_event v INDEXED BY distribution_event_course LEFT JOIN person a ON a.id = v.personId
     WHERE v.distributionId = ? AND v.kind NOT IN ('stdout', 'stderr') ORDER BY v.id DESC LIMIT ?`,
  );
  const output = db.prepare<[number, number, number], OutputRow>(
    `SELECT id, at, kind AS stream, text FROM distribution_event INDEXED BY distribution_event_output
     WHERE distributionId = cast(? AS INTEGER) AND ${OUTPUT} AND id > cast(? AS INTEGER)
     ORDER BY id LIMIT cast(? AS INTEGER)`,
  );
  const count = db
    .prepare<[number], number>(
      `SELECT count(*) FROM distribution_event INDEXED BY distribution_event_output
       WHERE distributionId = ? AND ${OUTPUT}`,
    )
    .pluck();
  const insert = db.prepare(
    `INSERT INTO distribution_event (distributionId, at, kind, text, facts, personId)
     VALUES (@distributionId, @at, @kind, @text, @facts, @personId)`,
  );
  return {
    /** The newest events without output, oldest first. */
    course: (distributionId: number, limit: number): DistributionEventRow[] =>
      course
        .all(distributionId, limit)
        .map(({ facts, ...row }) => ({
          ...row,
          facts: facts === null ? null : (JSON.parse(facts) as DistributionEventRow['facts']),
        }))
        .reverse(),
    output: (distributionId: number, after: number, limit: number): OutputRow[] =>
      output.all(distributionId, after, limit),
    outputCount: (distributionId: number): number => count.get(distributionId) ?? 0,
    append({ facts = null, ...event }: NewDistributionEvent): void {
      insert.run({ ...event, facts: facts && JSON.stringify(facts) });
    },
  };
}
