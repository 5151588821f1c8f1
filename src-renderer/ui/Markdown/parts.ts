/** How much of a text is read at once, in characters: reading more would hold up the page that shows it. */
const MOST = 6_000;

const DEFINITION = /^ {0,3}\[([^\]\n]+)\]:[^\n]*$/gm;
const FENCE = /^ {0,3}(?:```|~~~)/gm;

/**
 * A long text in parts that read like the whole: parted before a paragraph or heading, not inside of code, each with the
 * addresses that its links name by a word. Together they say the same; a short text is one part.
 */
export function partsOf(text: string, most = MOST): string[] {
  if (text.length <= most) return [text];
  const addresses = [...text.matchAll(DEFINITION)].map(([line, word = '']) => ({ line, mark: `[${word}]` }));
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOf(text, start, most);
    const part = text.slice(start, end);
    const named = addresses.filter(({ line, mark }) => part.includes(mark) && !part.includes(line));
    parts.push(named.length > 0 ? `${part}\n\n${named.map(({ line }) => line).join('\n')}` : part);
    start = end;
  }
  return parts;
}

/** Where the part from `start` ends: before a paragraph at the margin, which continues no list; else a line or a word. */
function endOf(text: string, start: number, most: number): number {
  if (start + most >= text.length) return text.length;
  const part = text.slice(start, start + most);
  const isCode = (end: number) => (part.slice(0, end).match(FENCE)?.length ?? 0) % 2 === 1;
  const length =
    lastEnd(part, /\n\s*\n(?=\S)/g, (end) => !isCode(end)) ??
    lastEnd(part, /\n/g) ??
    lastEnd(part, / /g) ??
    most;
  return start + length;
}

/** Where the last of the marks ends that is good and not far from the part's end. */
function lastEnd(
  part: string,
  marks: RegExp,
  isGood: (end: number) => boolean = () => true,
): number | undefined {
  const ends = [...part.matchAll(marks)].map(({ 0: mark, index }) => index + mark.length);
  return ends.findLast((end) => end > part.length / 2 && isGood(end));
}
