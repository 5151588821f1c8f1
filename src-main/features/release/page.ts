import { AppError } from '#shared/errors.ts';
import type { Release } from '#shared/features/release/model.ts';

const LAST_KEY = '\u{10ffff}';

/** A place in a list of versions: just behind the version with this key and id. @throws invalid_input. */
export function readCursor(cursor: string | null): { readonly key: string; readonly id: number } {
  if (cursor === null) return { key: LAST_KEY, id: Number.MAX_SAFE_INTEGER };
  const separator = cursor.lastIndexOf('~');
  const id = Number(cursor.slice(separator + 1));
  if (!Number.isSafeInteger(id)) throw new AppError('invalid_input', 'This is not a place in the list.');
  return { key: cursor.slice(0, separator), id };
}

/** A page of versions out of one more row than it holds. */
export function pageOf(found: readonly (Release & { readonly versionKey: string })[], limit: number) {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ versionKey: _key, ...release }): Release => release),
    nextCursor: found.length > limit && last ? `${last.versionKey}~${last.id}` : null,
  };
}
