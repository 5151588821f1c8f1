import type { CellView, MatrixColumn, MatrixView } from './rows.ts';
import { overlayOf } from './words.ts';

/** Quotes what needs it, and keeps a spreadsheet from reading a text as a formula. */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lineOf = (fields: readonly (string | number | null)[]) => `${fields.map(csvField).join(',')}\r\n`;

const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export interface CsvClock {
  /** The instant that the cells are of. */
  readonly at: number;
  readonly known: number | null;
  /** The other side of a comparison, worded. */
  readonly comparedWith: string | null;
}

/** The freezes of a cell: those of its whole column, and its own. */
function frozenBy(view: CellView, column: MatrixColumn): readonly string[] {
  return view.kind === 'diff' ? [] : [...new Set([...column.frozen, ...view.frozen])];
}

/** What the grid shows, cell by cell in its order: rows and columns that are narrowed away are not in it. */
export function csvOfMatrix({ columns, rows }: MatrixView, clock: CsvClock): string {
  const compared = clock.comparedWith !== null;
  const head = compared
    ? ['project', 'environment', 'tier', 'before', 'after', 'change', 'compared']
    : [
        'project',
        'environment',
        'tier',
        'version',
        'deployed_at',
        'drift',
        'newest_attempt',
        'frozen_by',
        'promotion_held_since',
        'as_of',
        'as_known_at',
      ];
  let text = lineOf(head);
  for (const { project, cells } of rows) {
    cells.forEach((view, index) => {
      const column = columns[index];
      if (!column) return;
      const place = [project, column.name, column.tier];
      if (compared) {
        const diff = view.kind === 'diff' ? view : { before: null, after: null, change: 'unchanged' };
        text += lineOf([...place, diff.before, diff.after, diff.change, clock.comparedWith]);
        return;
      }
      const cell = view.kind === 'runs' ? view.cell : null;
      text += lineOf([
        ...place,
        cell?.version ?? null,
        isoOf(cell?.deployedAt ?? null),
        cell?.drift ?? null,
        (cell && overlayOf(cell)?.status) ?? null,
        frozenBy(view, column).join('; ') || null,
        isoOf(view.kind === 'runs' ? (view.hold?.since ?? null) : null),
        isoOf(clock.at),
        isoOf(clock.known),
      ]);
    });
  }
  return text;
}

/** Hands a text to the browser's own saving. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
