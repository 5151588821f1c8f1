const MARK = /^\[([\d,]+) bytes are left out here\]$/;

/** The line that stands where the middle of a long output was left out, without its end. */
export function leftOutMark(bytes: number): string {
  return `[${bytes.toLocaleString('en')} bytes are left out here]`;
}

/** How many bytes were left out where a line stands; null for a line that is no such mark. */
export function leftOutIn(line: string): number | null {
  const [, bytes] = line.startsWith('[') ? (MARK.exec(line) ?? []) : [];
  return bytes === undefined ? null : Number(bytes.replaceAll(',', ''));
}
