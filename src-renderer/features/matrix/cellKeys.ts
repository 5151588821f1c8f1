export type CellMove =
  | { readonly kind: 'row' | 'column'; readonly by: 1 | -1 }
  | { readonly kind: 'page'; readonly by: 1 | -1 }
  | { readonly kind: 'rowEdge' | 'gridEdge'; readonly end: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'peek' };

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means on the focused matrix, or null when it is not the matrix' business. */
export function cellMove({ key, ctrlKey, metaKey, altKey }: Pressed): CellMove | null {
  const modified = ctrlKey || metaKey;
  if (altKey || (modified && key !== 'Home' && key !== 'End')) return null;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return { kind: 'row', by: 1 };
    case 'ArrowUp':
    case 'k':
      return { kind: 'row', by: -1 };
    case 'ArrowRight':
    case 'l':
      return { kind: 'column', by: 1 };
    case 'ArrowLeft':
    case 'h':
      return { kind: 'column', by: -1 };
    case 'PageDown':
      return { kind: 'page', by: 1 };
    case 'PageUp':
      return { kind: 'page', by: -1 };
    case 'Home':
      return { kind: modified ? 'gridEdge' : 'rowEdge', end: false };
    case 'End':
      return { kind: modified ? 'gridEdge' : 'rowEdge', end: true };
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: 'peek' };
    default:
      return null;
  }
}
