export type GridCommand =
  | { readonly kind: 'move'; readonly by: number; readonly extend: boolean }
  | { readonly kind: 'page'; readonly by: 1 | -1; readonly extend: boolean }
  | { readonly kind: 'edge'; readonly end: boolean; readonly extend: boolean }
  | { readonly kind: 'select' }
  | { readonly kind: 'open' }
  | { readonly kind: 'peek' }
  | { readonly kind: 'back' };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means on the focused grid, or null when it is not the grid's business. */
export function gridCommand(pressed: Pressed): GridCommand | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  const extend = pressed.shiftKey;
  switch (pressed.key) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return { kind: 'move', by: 1, extend };
    case 'k':
    case 'K':
    case 'ArrowUp':
      return { kind: 'move', by: -1, extend };
    case 'PageDown':
      return { kind: 'page', by: 1, extend };
    case 'PageUp':
      return { kind: 'page', by: -1, extend };
    case 'Home':
      return { kind: 'edge', end: false, extend };
    case 'End':
      return { kind: 'edge', end: true, extend };
    case 'x':
      return { kind: 'select' };
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: 'peek' };
    case 'Escape':
      return { kind: 'back' };
    default:
      return null;
  }
}
