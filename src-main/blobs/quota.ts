/** The room for stored files, in bytes. */
export interface Room {
  /** How much they may take together; null when that is only the disk's business. */
  readonly quota: number | null;
  readonly used: number;
  /** How much of it no record refers to, so that cleaning up would free it. */
  readonly unreferenced: number;
}

export type QuotaVerdict =
  /** `mostBytes` bounds the write; `nearlyFull` says that less than a tenth of the quota is left afterwards. */
  | { readonly kind: 'fits'; readonly mostBytes: number; readonly nearlyFull: boolean }
  /** Larger than any file may be, however much room there is. */
  | { readonly kind: 'too_large'; readonly mostBytes: number }
  /** Removing the unreferenced files makes the room that is `missing`. */
  | { readonly kind: 'clean_up_first'; readonly missing: number }
  | { readonly kind: 'full'; readonly missing: number };

/**
 * Decides whether a file may come in. `incoming` is its announced size in bytes, null when the sender does not say;
 * then the room that is left bounds the write. `mostFile` is the largest file that is taken at all.
 */
export function decideQuota(room: Room, incoming: number | null, mostFile: number): QuotaVerdict {
  if (incoming !== null && incoming > mostFile) return { kind: 'too_large', mostBytes: mostFile };
  if (room.quota === null) return { kind: 'fits', mostBytes: mostFile, nearlyFull: false };
  // Of unknown size, it has at least a byte: a write that is bound to fail is refused before it begins.
  const left = room.quota - room.used - (incoming ?? 1);
  if (left < 0) return { kind: -left <= room.unreferenced ? 'clean_up_first' : 'full', missing: -left };
  return {
    kind: 'fits',
    mostBytes: Math.min(mostFile, room.quota - room.used),
    nearlyFull: left * 10 < room.quota,
  };
}
