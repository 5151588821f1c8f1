import { useMemo } from 'react';
import type { AppError } from '#shared/errors.ts';
import type { Cell, Matrix } from '#shared/features/matrix/model.ts';
import { useCall } from '../../api/client.ts';
import type { MatrixPlace } from './place.ts';
import { type MatrixDiff, type MatrixView, narrow, viewOfDiff, viewOfMatrix } from './rows.ts';

interface Side {
  readonly at: number | null;
  readonly knownAt: number | null;
  readonly environmentId: number | null;
}

/** The two sides of a comparison, the earlier instant first; null without one. */
export function sidesOf({ at, known, compare }: MatrixPlace): { left: Side; right: Side } | null {
  if (compare === null) return null;
  const shown: Side = { at, knownAt: known, environmentId: null };
  if (compare.kind === 'environments') {
    return {
      left: { ...shown, environmentId: compare.before },
      right: { ...shown, environmentId: compare.after },
    };
  }
  const other: Side = { at: compare.at, knownAt: null, environmentId: null };
  const shownIsEarlier = at !== null && (compare.at === null || at < compare.at);
  return shownIsEarlier ? { left: shown, right: other } : { left: other, right: shown };
}

const nowhere = { at: null, knownAt: null, environmentId: null } as const;

interface MatrixData {
  /** Projects and environments of the workspace, whatever is shown of them. */
  readonly matrix: Matrix | undefined;
  readonly view: MatrixView | undefined;
  readonly diff: MatrixDiff | undefined;
  /** True while what is shown is not yet what the place asks for. */
  readonly late: boolean;
  readonly error: AppError | null;
  readonly cellOf: (projectId: number, environmentId: number) => Cell | undefined;
}

/** What the place asks for: the present, a past instant, or a comparison. */
export function useMatrix(place: MatrixPlace): MatrixData {
  const { at, known, compare, text, onlyDifferences, hideEmpty } = place;
  const past = at !== null;
  const sides = sidesOf(place);
  const present = useCall('matrix.read', undefined);
  const asOf = useCall('matrix.asOf', { at: at ?? 0, knownAt: known }, { enabled: past && sides === null });
  const compared = useCall('matrix.diff', sides ?? { left: nowhere, right: nowhere }, {
    enabled: sides !== null,
  });
  const matrix = past && sides === null ? (asOf.data ?? present.data) : present.data;
  const diff = sides === null ? undefined : compared.data;
  const before = compare?.kind === 'environments' ? compare.before : null;
  const after = compare?.kind === 'environments' ? compare.after : null;
  const isCompared = compare !== null;
  const whole = useMemo(() => {
    if (!matrix) return undefined;
    if (!isCompared) return viewOfMatrix(matrix);
    const pair = before === null || after === null ? null : { before, after };
    return diff && viewOfDiff(matrix, diff, pair);
  }, [matrix, diff, isCompared, before, after]);
  const view = useMemo(
    () => whole && narrow(whole, { text, onlyDifferences, hideEmpty }),
    [whole, text, onlyDifferences, hideEmpty],
  );
  const index = useMemo(
    () => new Map(matrix?.cells.map((cell) => [`${cell.projectId}.${cell.environmentId}`, cell])),
    [matrix],
  );
  const shown = sides !== null ? compared : past ? asOf : present;
  return {
    matrix,
    view,
    diff,
    late: shown.isPlaceholderData || (shown.data === undefined && shown.error === null),
    error: shown.error,
    cellOf: (projectId, environmentId) => index.get(`${projectId}.${environmentId}`),
  };
}
