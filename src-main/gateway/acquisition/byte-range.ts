import type { BlobRange } from '../../blobs/store.ts';

/**
 * What a Range header asks for of so many bytes: one piece, more than there is, or the whole. Several pieces, other
 * units and what cannot be read are answered with the whole, as HTTP allows (RFC 9110, 14.2).
 */
export function readRange(header: string | undefined, size: number): BlobRange | 'unsatisfiable' | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '');
  if (!found) return null;
  const [, first = '', last = ''] = found;
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}
