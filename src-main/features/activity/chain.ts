import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ActivityEntry } from '#shared/features/activity/model.ts';

/** What the first entry's hash stands behind: the SHA-256 of nothing at all. */
export const GENESIS = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** RFC 8785 canonical JSON of an entry: the very bytes that are hashed and stored. */
export function canonicalEntry(entry: ActivityEntry): string {
  const text = canonicalize(entry);
  if (text === undefined) throw new Error('an entry is always an object');
  return text;
}

/** `hash_n = SHA-256(hash_{n-1} || entry_n)`, the previous hash as its 64 hex digits (spec/releases 4, audit chain). */
export function chainHash(previous: string, entry: string): string {
  return createHash('sha256').update(previous).update(entry).digest('hex');
}

export interface ChainLink {
  readonly seq: number;
  readonly entry: string;
  readonly hash: string;
}

/** Why a link does not follow the one before it, or null when it does. */
export function linkFault(previous: { seq: number; hash: string }, link: ChainLink): string | null {
  if (link.seq !== previous.seq + 1) {
    return `entry ${previous.seq + 1} is missing: ${link.seq} follows ${previous.seq}`;
  }
  let parsed: { seq?: unknown };
  try {
    parsed = JSON.parse(link.entry) as { seq?: unknown };
  } catch {
    return 'its text is not JSON';
  }
  if (parsed.seq !== link.seq) return `its text says it is entry ${String(parsed.seq)}`;
  if (canonicalize(parsed) !== link.entry) return 'its text is not canonical JSON';
  if (chainHash(previous.hash, link.entry) !== link.hash)
    return 'its hash does not fit its text and the entry before it';
  return null;
}
