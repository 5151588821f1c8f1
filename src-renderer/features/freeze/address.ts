import { pathTo } from '../../app/routes.ts';
import type { DrawnWindow } from './freezeForm.ts';

export const HERE = pathTo.settings('freezes');

/** What the address asks for: a dialog over the freezes, and the week that the lanes show. */
export interface FreezePlace {
  readonly dialog:
    | { readonly kind: 'none' }
    | { readonly kind: 'new'; readonly drawn: DrawnWindow | null }
    | { readonly kind: 'edit'; readonly id: number; readonly drawn: DrawnWindow | null }
    | { readonly kind: 'lift' | 'remove'; readonly id: number };
  /** An instant in the shown week; null is this week. */
  readonly week: number | null;
}

function numberIn(search: URLSearchParams, name: string): number | null {
  const text = search.get(name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

export function placeOf(search: URLSearchParams): FreezePlace {
  const week = numberIn(search, 'week');
  const from = numberIn(search, 'from');
  const to = numberIn(search, 'to');
  const environmentId = numberIn(search, 'environment');
  if (search.get('edit') === 'new') {
    const isBlank = from === null && environmentId === null;
    return { dialog: { kind: 'new', drawn: isBlank ? null : { from, to, environmentId } }, week };
  }
  const drawn = from === null ? null : { from, to, environmentId };
  for (const kind of ['edit', 'lift', 'remove'] as const) {
    const id = numberIn(search, kind);
    if (id === null) continue;
    return { dialog: kind === 'edit' ? { kind, id, drawn } : { kind, id }, week };
  }
  return { dialog: { kind: 'none' }, week };
}

/** The way to a dialog, or to another week; the week stays while a dialog is open. */
export function pathOf({ dialog, week }: FreezePlace): string {
  const search = new URLSearchParams();
  switch (dialog.kind) {
    case 'none':
      break;
    case 'new':
    case 'edit': {
      search.set('edit', dialog.kind === 'new' ? 'new' : String(dialog.id));
      const { from = null, to = null, environmentId = null } = dialog.drawn ?? {};
      for (const [name, value] of Object.entries({ from, to, environment: environmentId })) {
        if (value !== null) search.set(name, String(value));
      }
      break;
    }
    case 'lift':
    case 'remove':
      search.set(dialog.kind, String(dialog.id));
  }
  if (week !== null) search.set('week', String(week));
  return search.size === 0 ? HERE : `${HERE}?${search}`;
}
