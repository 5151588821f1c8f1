import type { Sql } from '../../store/sql.ts';
import { join, sql } from '../../store/sql.ts';
import { wordsOf } from './store.ts';

/** What was typed, as an FTS5 query and what must be judged row by row beside it. */
export interface TextQuery {
  readonly match: string;
  readonly residual: readonly Sql[];
}

/** Prefixes up to this length have an index of their own in FTS5. */
const INDEXED_PREFIX = 3;
/** A longer prefix is asked for by its words, when it begins no more than this many. */
const MOST_TERMS = 16;
const MOST_WORDS = 12;

const quoted = (word: string) => `"${word}"`;

/** Rows whose own words hold a text somewhere. */
function holds(text: string): Sql {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const like = (expression: string) => sql`${{ text: expression, values: [] }} LIKE ${pattern} ESCAPE '\\'`;
  const places = [
    like('d.version'),
    like('(SELECT name FROM project WHERE id = d.projectId)'),
    like('(SELECT name FROM environment WHERE id = d.environmentId)'),
    like("coalesce((SELECT name FROM person WHERE id = d.personId), '')"),
    like("coalesce(d.errorMessage, '')"),
    like(`coalesce((SELECT coalesce(description, '') || ' ' || coalesce(notes, '') FROM deployment_detail
          WHERE deploymentId = d.id), '')`),
  ];
  return sql`(${join(places, ' OR ')})`;
}

/**
 * Turns what a person typed into a query that stays fast however common a word is: every word is a prefix and all
 * must match. FTS5 merges every row of a prefix that has no index before it answers, so a longer prefix is asked for
 * as its few known words, or, when it begins many, as its first letters with each row judged.
 * @returns null when no word is left.
 */
export function textQueryOf(
  text: string,
  terms: (beginning: string, limit: number) => string[],
): TextQuery | null {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  if (words.length === 0) return null;
  const residual: Sql[] = [];
  const parts = words.map((word) => {
    if (word.length <= INDEXED_PREFIX) return `${quoted(word)}*`;
    const known = terms(word, MOST_TERMS + 1);
    if (known.length === 0) return quoted(word);
    if (known.length <= MOST_TERMS) return `(${known.map(quoted).join(' OR ')})`;
    residual.push(holds(word));
    return `${quoted(word.slice(0, INDEXED_PREFIX))}*`;
  });
  return { match: parts.join(' AND '), residual };
}
