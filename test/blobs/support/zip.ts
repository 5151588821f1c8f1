import { crc32, deflateRawSync } from 'node:zlib';

/** One entry, and every lie that may be told about it. */
export interface CraftedEntry {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  /** 8 deflates the data, which is usual; any other number is written as it is. */
  readonly method?: number;
  /** Bits beside the one for UTF-8 names. */
  readonly flags?: number;
  /** A Unix mode, for links and such. */
  readonly mode?: number;
  /** The sizes stand behind the data and not in the header. */
  readonly sizeBehind?: boolean;
  readonly saysCrc?: number;
  readonly saysSize?: number;
  readonly saysPackedSize?: number;
  /** What the entry's own header calls it. */
  readonly headerName?: string;
  readonly headerCrc?: number;
  readonly extra?: Buffer;
  /** Is not in the list at the end. */
  readonly unlisted?: boolean;
  /** Points to the header at this offset and writes none of its own. */
  readonly at?: number;
}

export interface CraftedEnd {
  readonly entryCount?: number;
  /** The offset that a zip64 end claims its own record to be at. */
  readonly zip64At?: bigint;
}

const UTF8 = 0x800;

function numbers(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const out = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = out.writeUIntLE(value, at, bytes);
  return out;
}

/** Writes a zip byte by byte, honest unless told otherwise. */
export function craftZip(entries: readonly CraftedEntry[], end: CraftedEnd = {}): Buffer {
  const body: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { method = 8, flags = 0, sizeBehind = false, extra = Buffer.alloc(0) } = entry;
    const data = Buffer.from(entry.data ?? '');
    const packed = method === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from(entry.name as string);
    const headerName = Buffer.from(entry.headerName ?? name);
    const crc = entry.saysCrc ?? crc32(data);
    const size = entry.saysSize ?? data.length;
    const packedSize = entry.saysPackedSize ?? packed.length;
    const bits = UTF8 | flags | (sizeBehind ? 8 : 0);
    const common = (known: boolean, ownCrc: number, nameLength: number) =>
      numbers(
        [2, 20],
        [2, bits],
        [2, method],
        [4, 0x00210000],
        [4, known ? ownCrc : 0],
        [4, known ? packedSize : 0],
        [4, known ? size : 0],
        [2, nameLength],
      );
    const listed = [
      numbers([4, 0x02014b50], [2, 0x0314]),
      common(true, crc, name.length),
      numbers([2, extra.length], [2, 0], [2, 0], [2, 0], [4, ((entry.mode ?? 0) << 16) >>> 0]),
      numbers([4, entry.at ?? at]),
      name,
      extra,
    ];
    if (!entry.unlisted) list.push(...listed);
    if (entry.at !== undefined) continue;
    const written = [
      numbers([4, 0x04034b50]),
      common(!sizeBehind, entry.headerCrc ?? crc, headerName.length),
      numbers([2, 0]),
      headerName,
      packed,
      ...(sizeBehind ? [numbers([4, 0x08074b50], [4, crc], [4, packedSize], [4, size])] : []),
    ];
    body.push(...written);
    at += Buffer.concat(written).length;
  }
  const directory = Buffer.concat(list);
  const count = end.entryCount ?? entries.filter(({ unlisted }) => !unlisted).length;
  const zip64 = Buffer.alloc(end.zip64At === undefined ? 0 : 20);
  if (end.zip64At !== undefined) {
    zip64.writeUInt32LE(0x07064b50, 0);
    zip64.writeBigUInt64LE(end.zip64At, 8);
  }
  return Buffer.concat([
    ...body,
    directory,
    zip64,
    numbers([4, 0x06054b50], [4, 0], [2, count], [2, count], [4, directory.length], [4, at], [2, 0]),
  ]);
}
