/** So many lines become one piece of the file: one text of all of them would stand twice in memory. */
const PIECE = 10_000;

/** Hands lines to the browser's own saving, as a text file. */
export function saveText(name: string, lines: readonly string[]): void {
  const pieces: string[] = [];
  for (let at = 0; at < lines.length; at += PIECE) {
    pieces.push(`${lines.slice(at, at + PIECE).join('\n')}\n`);
  }
  const url = URL.createObjectURL(new Blob(pieces, { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
