import type { OutputOf } from '#shared/contract/define.ts';
import type { Tier } from '#shared/features/environment/model.ts';
import { tiers } from '#shared/features/environment/model.ts';
import { covers } from '#shared/features/freeze/scope.ts';
import type { matrixContract } from '#shared/features/matrix/contract.ts';
import type { Cell, CellHold, Matrix } from '#shared/features/matrix/model.ts';
import type { DiffKind } from '#shared/features/matrix/rules.ts';

export type MatrixDiff = OutputOf<(typeof matrixContract)['diff']>;

export interface MatrixEnvironment {
  readonly id: number;
  readonly name: string;
  readonly tier: Tier;
}

export interface MatrixColumn extends MatrixEnvironment {
  /** The freezes that cover all of it. */
  readonly frozen: readonly string[];
}

/** What one place of the grid shows. */
export type CellView =
  | { readonly kind: 'never'; readonly frozen: readonly string[] }
  /** `frozen` names the freezes that cover this place and not the whole column, whose head names those. */
  | {
      readonly kind: 'runs';
      readonly cell: Cell;
      readonly frozen: readonly string[];
      /** What holds auto-promotion back there. */
      readonly hold: CellHold | null;
    }
  | {
      readonly kind: 'diff';
      readonly change: DiffKind;
      readonly before: string | null;
      readonly after: string | null;
    };

export interface MatrixRow {
  readonly projectId: number;
  readonly project: string;
  /** One view a column, in the columns' order. */
  readonly cells: readonly CellView[];
}

export interface MatrixView {
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
}

interface Narrowing {
  readonly text: string;
  readonly onlyDifferences: boolean;
  readonly hideEmpty: boolean;
}

const byName = new Intl.Collator();
const never: CellView = { kind: 'never', frozen: [] };

/** The freezes that cover a project in an environment. */
export function freezesOf(
  { freezes }: Pick<Matrix, 'freezes'>,
  projectId: number,
  { id, tier }: Pick<MatrixEnvironment, 'id' | 'tier'>,
): Matrix['freezes'] {
  return freezes.filter(({ scope }) => covers(scope, { projectId, environmentId: id, tier }));
}

/** What holds auto-promotion of a project in an environment back; null when nothing does. */
export function holdOf(
  { holds }: Pick<Matrix, 'holds'>,
  projectId: number,
  environmentId: number,
): CellHold | null {
  return holds.find((one) => one.projectId === projectId && one.environmentId === environmentId) ?? null;
}

function columnsOf(matrix: Matrix): MatrixColumn[] {
  const whole = { freezes: matrix.freezes.filter(({ scope }) => scope.projects === null) };
  return [...matrix.environments]
    .sort(
      (a, b) =>
        tiers.indexOf(a.tier) - tiers.indexOf(b.tier) ||
        a.position - b.position ||
        a.name.localeCompare(b.name),
    )
    .map(({ id, name, tier }) => ({
      id,
      name,
      tier,
      frozen: freezesOf(whole, 0, { id, tier }).map((freeze) => freeze.name),
    }));
}

/** Whether a place differs: from the column to its left, or from what it is compared with. */
export function differs(view: CellView): boolean {
  switch (view.kind) {
    case 'never':
      return false;
    case 'runs':
      return view.cell.drift !== null && view.cell.drift !== 0;
    case 'diff':
      return view.change !== 'unchanged';
  }
}

const isEmpty = (view: CellView) =>
  view.kind === 'never' || (view.kind === 'diff' && view.before === null && view.after === null);

/** The rows and columns that are asked for. */
export function narrow(
  { columns, rows }: MatrixView,
  { text, onlyDifferences, hideEmpty }: Narrowing,
): MatrixView {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = rows.filter(
    (row) =>
      words.every((word) => row.project.toLowerCase().includes(word)) &&
      (!onlyDifferences || row.cells.some(differs)),
  );
  if (!hideEmpty) return { columns, rows: kept };
  const shown = columns.map((_, index) => kept.some((row) => !isEmpty(row.cells[index] ?? never)));
  return {
    columns: columns.filter((_, index) => shown[index]),
    rows: kept.map((row) => ({ ...row, cells: row.cells.filter((_, index) => shown[index]) })),
  };
}

function spread(
  matrix: Matrix,
  columns: readonly MatrixColumn[],
  viewOf: (projectId: number, column: MatrixColumn) => CellView,
): MatrixView {
  const projects = [...matrix.projects].sort((a, b) => byName.compare(a.name, b.name));
  return {
    columns,
    rows: projects.map(({ id, name }) => ({
      projectId: id,
      project: name,
      cells: columns.map((column) => viewOf(id, column)),
    })),
  };
}

/** The grid of one instant: every project by name, every environment in promotion order. */
export function viewOfMatrix(matrix: Matrix): MatrixView {
  const cells = new Map(matrix.cells.map((cell) => [`${cell.projectId}.${cell.environmentId}`, cell]));
  const holds = new Map(matrix.holds.map((hold) => [`${hold.projectId}.${hold.environmentId}`, hold]));
  const some = { freezes: matrix.freezes.filter(({ scope }) => scope.projects !== null) };
  return spread(matrix, columnsOf(matrix), (projectId, column) => {
    const cell = cells.get(`${projectId}.${column.id}`);
    const frozen = freezesOf(some, projectId, column).map(({ name }) => name);
    const hold = holds.get(`${projectId}.${column.id}`) ?? null;
    return cell ? { kind: 'runs', cell, frozen, hold } : { kind: 'never', frozen };
  });
}

/**
 * The grid of a comparison. Two instants fill every cell; two environments fill the second one's column, because there
 * is one answer a project.
 */
export function viewOfDiff(
  matrix: Matrix,
  diff: MatrixDiff,
  pair: { readonly before: number; readonly after: number } | null,
): MatrixView {
  const afterId = pair?.after ?? null;
  const before = matrix.environments.find(({ id }) => id === pair?.before)?.name;
  // A comparison has two instants, so it says of neither what is frozen.
  const columns = columnsOf({ ...matrix, freezes: [] })
    .filter(({ id }) => afterId === null || id === afterId)
    .map((column) => (before === undefined ? column : { ...column, name: `${before} → ${column.name}` }));
  const entries = new Map(
    diff.entries.map((entry) => [`${entry.projectId}.${entry.environmentId ?? afterId}`, entry]),
  );
  return spread(matrix, columns, (projectId, { id: environmentId }) => {
    const entry = entries.get(`${projectId}.${environmentId}`);
    if (!entry) return never;
    return { kind: 'diff', change: entry.kind, before: entry.before, after: entry.after };
  });
}

/** Neighbouring columns of one tier, for the heading above them. */
export function tierGroups(columns: readonly MatrixColumn[]): { tier: Tier; start: number; span: number }[] {
  const groups: { tier: Tier; start: number; span: number }[] = [];
  columns.forEach(({ tier }, index) => {
    const group = groups.at(-1);
    if (group?.tier === tier) group.span += 1;
    else groups.push({ tier, start: index, span: 1 });
  });
  return groups;
}
