import { useCallback, useState } from 'react';
import { type DataGridColumnState, untouchedColumns } from '../../../ui/DataGrid/columns.ts';

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Reads what was kept; anything that is not what we wrote counts as untouched. */
function read(key: string): DataGridColumnState {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<
      Record<keyof DataGridColumnState, unknown>
    >;
    const widths = Object.entries((kept.widths ?? {}) as object).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    );
    return { order: strings(kept.order), hidden: strings(kept.hidden), widths: Object.fromEntries(widths) };
  } catch {
    return untouchedColumns;
  }
}

/** The columns as a person left them on this machine, by a key. */
export function useColumnState(name: string) {
  const key = `slipway.columns.${name}`;
  const [state, setState] = useState(() => read(key));
  const change = useCallback(
    (next: DataGridColumnState) => {
      setState(next);
      localStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  return [state, change] as const;
}
