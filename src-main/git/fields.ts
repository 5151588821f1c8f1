/**
 * Cuts a stream at its NUL bytes into records of so many fields, without holding more of a field than `most` bytes: a
 * message may be longer than the memory.
 */
export function fieldReader(count: number, most: number): (piece: Buffer) => string[][] {
  const decoder = new TextDecoder('utf-8');
  let record: string[] = [];
  let parts: Buffer[] = [];
  let size = 0;

  function take(bytes: Buffer): void {
    if (size < most) parts.push(bytes.subarray(0, most - size));
    size += bytes.length;
  }

  function closeField(): void {
    // What is not UTF-8 stays readable: each byte that is none becomes the sign for it.
    record.push(decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)));
    parts = [];
    size = 0;
  }

  return (piece) => {
    const records: string[][] = [];
    let from = 0;
    for (let at = piece.indexOf(0); at !== -1; at = piece.indexOf(0, from)) {
      take(piece.subarray(from, at));
      closeField();
      from = at + 1;
      if (record.length === count) {
        records.push(record);
        record = [];
      }
    }
    // A copy: what a stream gives may be used again by it.
    if (from < piece.length) take(Buffer.from(piece.subarray(from)));
    return records;
  };
}
