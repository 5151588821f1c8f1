import type { OutputRow } from '#shared/features/distribution/record.ts';
import { lineKind, type OutputLine, readableLine } from '../../../ui/OutputLog/lines.ts';

/** Rows of output as lines: a row holds several, and the last of it may go on in the next row of its stream. */
export function outputLines(rows: readonly OutputRow[]): OutputLine[] {
  const lines: { text: string; stream: OutputRow['stream']; at: number; open: boolean }[] = [];
  for (const { at, stream, text } of rows) {
    const parts = text.split('\n');
    const ended = parts.at(-1) === '';
    if (ended) parts.pop();
    for (const [index, part] of parts.entries()) {
      const last = lines.at(-1);
      const open = index === parts.length - 1 && !ended;
      if (index === 0 && last?.open && last.stream === stream) {
        last.text += part;
        last.open = open;
        continue;
      }
      lines.push({ text: part, stream, at, open });
    }
  }
  return lines.map(({ text, stream, at }) => ({
    text: readableLine(text),
    kind: lineKind(stream, text),
    at,
    part: null,
  }));
}
