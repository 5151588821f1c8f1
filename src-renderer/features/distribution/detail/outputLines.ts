import type { OutputRow } from '#shared/features/distribution/record.ts';
import type { OutputLine } from '../../../ui/OutputLog.tsx';

/** Where the middle of a long output was left out, as the delivery marks it. */
const GAP = /^\[[\d,]+ bytes are left out here\]$/;

/** Rows of output as lines: a row holds several, and the last of it may go on in the next row of its stream. */
export function outputLines(rows: readonly OutputRow[]): OutputLine[] {
  const lines: { key: string; text: string; kind: OutputLine['kind']; open: boolean }[] = [];
  for (const { id, stream, text } of rows) {
    const own = stream === 'stderr' ? 'error' : 'plain';
    const parts = text.split('\n');
    const ended = parts.at(-1) === '';
    if (ended) parts.pop();
    for (const [index, part] of parts.entries()) {
      const last = lines.at(-1);
      const open = index === parts.length - 1 && !ended;
      if (index === 0 && last?.open && last.kind === own) {
        last.text += part;
        last.open = open;
        continue;
      }
      lines.push({ key: `${id}-${index}`, text: part, kind: GAP.test(part) ? 'gap' : own, open });
    }
  }
  return lines.map(({ key, text, kind }) => ({ key, text, kind }));
}
