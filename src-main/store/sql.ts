import type { Database, Statement } from 'better-sqlite3';

/** A value that SQLite binds. Booleans and undefined are refused by the driver, so they never arrive here. */
export type Bound = string | number | bigint | Buffer | null;

/** A piece of SQL with what it binds. Values can only enter through placeholders. */
export interface Sql {
  readonly text: string;
  readonly values: readonly Bound[];
}

const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && 'text' in value;

/** Behind a cast, a bind does not make SQLite plan the statement anew; that took more time than many a statement. */
function placeholderOf(value: Bound): string {
  if (Number.isInteger(value)) return 'cast(? AS INTEGER)';
  return typeof value === 'string' ? 'cast(? AS TEXT)' : '?';
}

/** The tag for statements that are put together at run time: a nested piece is spliced in, anything else is bound. */
export function sql(parts: TemplateStringsArray, ...inserts: readonly (Bound | Sql)[]): Sql {
  let text = parts[0] ?? '';
  const values: Bound[] = [];
  inserts.forEach((insert, index) => {
    if (isSql(insert)) {
      text += insert.text;
      values.push(...insert.values);
    } else {
      text += placeholderOf(insert);
      values.push(insert);
    }
    text += parts[index + 1] ?? '';
  });
  return { text, values };
}

/** A name or keyword of ours, never anything that came in through a door. */
export function literal(text: string): Sql {
  return { text, values: [] };
}

export function join(pieces: readonly Sql[], separator: string): Sql {
  return {
    text: pieces.map((piece) => piece.text).join(separator),
    values: pieces.flatMap((piece) => piece.values),
  };
}

/** `a AND b AND c`; true when there is no condition. */
export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? literal('1') : join(conditions, ' AND ');
}

/** `column IN (?, ?)` or `NOT IN`; an empty list matches nothing, or everything when negated. */
export function oneOf(column: string, values: readonly Bound[], negated = false): Sql {
  if (values.length === 0) return literal(negated ? '1' : '0');
  const list = join(
    values.map((value) => sql`${value}`),
    ', ',
  );
  return sql`${literal(column)} ${literal(negated ? 'NOT IN' : 'IN')} (${list})`;
}

export interface Statements {
  /** Every row of a statement that is made at run time; equal texts are prepared once. */
  all<Row>(statement: Sql): Row[];
  get<Row>(statement: Sql): Row | undefined;
  run(statement: Sql): number;
  iterate<Row>(statement: Sql): IterableIterator<Row>;
}

const KEPT = 200;

/** Runs dynamic statements over one connection and keeps the prepared ones, least recently used out first. */
export function statementsOf(db: Database): Statements {
  const kept = new Map<string, Statement<unknown[]>>();
  const prepared = (text: string): Statement<unknown[]> => {
    const known = kept.get(text);
    if (known) {
      kept.delete(text);
      kept.set(text, known);
      return known;
    }
    const statement = db.prepare(text);
    kept.set(text, statement);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
    return statement;
  };
  return {
    all: <Row>({ text, values }: Sql) => prepared(text).all(...values) as Row[],
    get: <Row>({ text, values }: Sql) => prepared(text).get(...values) as Row | undefined,
    run: ({ text, values }) => prepared(text).run(...values).changes,
    iterate: <Row>({ text, values }: Sql) => db.prepare(text).iterate(...values) as IterableIterator<Row>,
  };
}
